#include "sim/scenario/scenario_input.hpp"

#include <array>

#include <fmt/format.h>

#include "sim/scenario/composition_record.hpp"

namespace meridian::scenario {
namespace {

Item item_of(Draft const& scalar) {
    return Item{scalar.text(), scalar.location()};
}

bool read_gravity(Draft const& gravity, Home::Value& value, Subject const& subject) {
    constexpr std::array<std::string_view, 2> keys{"by", "decay"};
    constexpr std::string_view form = "write 'gravity: {by: gdp, decay: 800 km}'";
    auto const* const by = gravity.find("by");
    auto const* const decay = gravity.find("decay");
    if (gravity.is_map() && !check_keys(gravity, keys, subject).empty()) return false;
    if (by == nullptr || decay == nullptr) {
        subject.add_problem(gravity, "gravity needs 'by' and 'decay'", std::string{form});
        return false;
    }
    if (subject.scalar(*by, "gdp") == nullptr) return false;
    value.kind = HomeKind::gravity;
    value.mass = item_of(*by);
    return Real<Kilometres>{positive}.read(*decay, value.decay, subject);
}

}  // namespace

bool Home::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    constexpr std::array<std::string_view, 2> keys{"node", "gravity"};
    constexpr std::string_view form =
        "write 'origin', '{node: beijing}' or '{gravity: {by: gdp, decay: 800 km}}'";
    if (draft.is_scalar() && draft.text() == "origin") return true;
    if (draft.is_scalar()) {
        subject.add_problem(draft, fmt::format("'{}' is no home of data", draft.text()), std::string{form});
        return false;
    }
    if (draft.is_map() && !check_keys(draft, keys, subject).empty()) return false;
    if (!draft.is_map() || draft.entries().size() != 1) {
        subject.add_problem(draft, "this is not one home of data", std::string{form});
        return false;
    }
    if (auto const* const gravity = draft.find("gravity")) return read_gravity(*gravity, value, subject);
    auto const& node = *draft.find("node");
    if (subject.scalar(node, "beijing") == nullptr) return false;
    value.kind = HomeKind::node;
    value.node = item_of(node);
    return true;
}

bool ComponentField::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (subject.refuses_unit(draft)) return false;
    if (!draft.is_map()) {
        if (subject.scalar(draft, sample) == nullptr) return false;
        value.name = item_of(draft);
        return true;
    }
    if (of == &Vocabulary::policies && (is_plugin(draft) || is_composition(draft))) {
        value.own = &draft;
        return true;
    }
    auto const* const name = draft.find("name");
    if (name == nullptr) {
        bool const is_policy = of == &Vocabulary::policies;
        subject.add_problem(
            draft, "there is no 'name'",
            fmt::format("write '{{name: {}, ...}}'{}", sample,
                        is_policy ? ", or '{command: [python3, mine.py]}' for one of your own" : ""));
        return false;
    }
    if (subject.scalar(*name, sample) == nullptr) return false;
    value.name = item_of(*name);
    for (auto const& entry : draft.entries()) {
        if (entry.key->text == "name") continue;
        value.parameters.emplace_back(Item{entry.key->text, entry.key->location()}, &entry.value);
    }
    return true;
}

bool Components::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (!draft.is_list()) return ComponentField{sample, of}.read(draft, value.emplace_back(), subject);
    if (draft.items().empty()) {
        subject.add_problem(draft, "the list is empty", fmt::format("write '{}', or a list of such", sample));
        return false;
    }
    bool good = true;
    for (auto const& item : draft.items())
        good = ComponentField{sample, of}.read(item, value.emplace_back(), subject) && good;
    return good;
}

ScenarioInput read_input(Draft const& root, Problems& problems, Problems* warnings) {
    ScenarioInput input;
    input.draft = &root;
    RecordReader reader{root, Subject{&problems, {}, nullptr, "scenario", 0, warnings}, &input};
    fields(reader, input);
    reader.finish();
    return input;
}

}  // namespace meridian::scenario
