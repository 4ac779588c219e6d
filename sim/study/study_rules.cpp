#include "sim/study/study_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace meridian::study {
namespace {

// The name of the first rule that differs; nullptr: none does.
std::string const* first_difference(std::vector<Rule> const& a, std::vector<Rule> const& b) {
    for (auto const& [these, those] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
        for (Rule const& rule : *these) {
            auto const same = std::ranges::find(*those, rule.text, &Rule::text);
            if (same == those->end()) return &rule.text.name;
        }
    }
    return nullptr;
}

}  // namespace

void choose_rules(Study& study, PointReader& reader) {
    auto const baseline = reader.read(study.baseline);
    if (!baseline.scenario) return;
    study.rules.clear();
    for (Rule const& rule : baseline.scenario->rules)
        study.rules.push_back(rule.text);
}

void check_same_rules(scenario::Reading const& baseline, scenario::Reading const& reading, Axis const& axis,
                      std::string_view level, scenario::Problems& problems) {
    if (!baseline.scenario || !reading.scenario) return;
    std::string const* const name = first_difference(baseline.scenario->rules, reading.scenario->rules);
    if (name == nullptr) return;
    problems.add(
        axis.where,
        fmt::format("the level '{}' of the axis '{}' changes the rule '{}'", level, axis.name, *name),
        "write it under 'rules' of the study or of its base: rules are the same for all points");
}

}  // namespace meridian::study
