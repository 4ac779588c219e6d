// What a scenario has that may be lost, and the events that take it away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Names of what there is of a kind: sites with power and their pools, links, provinces in which such a site stands or a
// link ends. `tier`: of sites and pools, those at sites of it; empty: all.
[[nodiscard]] std::vector<std::string> losable_names(scenario::Draft const& root, LossOf each,
                                                     std::string_view tier);

// Adds an assessed event for each thing that a case loses. A problem at `where` if the scenario's events are no list.
void add_loss(scenario::Draft& root, LossCases const& losses, LossCase const& lost,
              scenario::SourceLocation const& where, scenario::Problems& problems);

}  // namespace meridian::study
