#include "sim/scheduler/disciplines/registry.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <variant>

namespace meridian::scheduler {

// Each discipline's file defines its ComponentDoc and how it is made; the table is written by CMake.
#define MERIDIAN_DISCIPLINE(name)         \
    extern ComponentDoc const name##_doc; \
    std::unique_ptr<Discipline> make_##name(DisciplineContext const&);
#include "discipline_table.inc"
#undef MERIDIAN_DISCIPLINE

namespace {

using Make = std::unique_ptr<Discipline> (*)(DisciplineContext const&);

constexpr Make makers[]{
#define MERIDIAN_DISCIPLINE(name) &make_##name,
#include "discipline_table.inc"
#undef MERIDIAN_DISCIPLINE
};

void fill_in_default(std::map<std::string, double>& parameters, ParameterDoc const& doc) {
    if (doc.default_text.empty()) return;
    auto const word = std::ranges::find(doc.words, doc.default_text);
    if (word != doc.words.end()) {
        parameters.emplace(doc.name, static_cast<double>(word - doc.words.begin()));
        return;
    }
    auto const value = parse_quantity(doc.default_text, doc.dimension);
    parameters.emplace(doc.name, std::get<Parsed>(value).value);
}

}  // namespace

std::span<ComponentDoc const> disciplines() {
    static std::array const docs{
#define MERIDIAN_DISCIPLINE(name) name##_doc,
#include "discipline_table.inc"
#undef MERIDIAN_DISCIPLINE
    };
    return docs;
}

std::unique_ptr<Discipline> make_discipline(Selection const& selection, Scenario const& scenario) {
    auto const docs = disciplines();
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (docs[i].name != selection.name) continue;
        DisciplineContext context{scenario, selection.parameters};
        for (ParameterDoc const& parameter : docs[i].parameters)
            fill_in_default(context.parameters, parameter);
        return makers[i](context);
    }
    throw std::logic_error{"discipline '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::scheduler
