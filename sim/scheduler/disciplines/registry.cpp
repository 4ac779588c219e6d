#include "sim/scheduler/disciplines/registry.hpp"

#include <array>
#include <stdexcept>

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
        return makers[i](DisciplineContext{scenario, with_defaults(selection.parameters, docs[i])});
    }
    throw std::logic_error{"discipline '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::scheduler
