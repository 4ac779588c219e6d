// In what the scenarios of two points differ: to see that an axis does what was meant.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/draft.hpp"

namespace meridian::study {

// One value that differs, by its path in the scenario; empty text: it is not there.
struct InputDifference {
    std::string path, a, b;
};

// In the order of `a`, then what only `b` has. Records of lists are matched by name where all have one,
// else by number.
[[nodiscard]] std::vector<InputDifference> input_differences(scenario::Draft const& a,
                                                             scenario::Draft const& b);

}  // namespace meridian::study
