// What `meridian compare` prints of net cost: over which values of unserved work each alternative is best, and why the
// best one differs from the baseline.
#pragma once

#include <string>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"

namespace meridian::app {

// Of the baseline's future. Nothing if no point has a total cost.
void print_value_ranges(study::Results const& results, study::RuleFindings const& findings);

// The largest parts that make up 80 % of the difference between the baseline and `alternative`, in the baseline's
// future. Nothing without net cost.
void print_why(study::Results const& results, std::vector<study::BestResponse> const& responses,
               std::string const& alternative);

}  // namespace meridian::app
