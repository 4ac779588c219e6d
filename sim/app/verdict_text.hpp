// What `meridian compare` says behind a verdict: whether the bills compared are of the same demand, how sure it is, and
// what stands beside it.
#pragma once

#include <vector>

#include "sim/report/result_folder.hpp"
#include "sim/study/runners_up.hpp"

namespace meridian::app {

// Why none of the family, of one metric and future, is called the best. False: nothing stands against it.
bool print_demand_gap(study::Results const& results, study::RuleFindings const& findings,
                      std::vector<study::Comparison> const& family);
// The front of total cost against unserved demand, of the baseline's future.
void print_front(study::Results const& results, study::RuleFindings const& findings,
                 std::vector<study::Comparison> const& family);
// The grades of certainty.csv.
void print_certainty(report::ResultFolder const& folder);
// Of the baseline's future.
void print_runners_up(study::Results const& results, study::RuleFindings const& findings,
                      std::vector<study::BestResponse> const& responses);

}  // namespace meridian::app
