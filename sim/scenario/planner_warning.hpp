// What a planner needs to know of a scenario before its results are believed: `validate` reports it with its place, and
// a run of it keeps it for reports.
#pragma once

#include <string>
#include <vector>

#include "models/units/display_name.hpp"
#include "sim/scenario/draft.hpp"

namespace meridian::scenario {

struct PlannerWarning {
    SourceLocation where;
    DisplayName text;  // in both languages
    std::string fix;
};
using PlannerWarnings = std::vector<PlannerWarning>;

// The texts alone.
[[nodiscard]] std::vector<DisplayName> texts_of(PlannerWarnings const& warnings);

}  // namespace meridian::scenario
