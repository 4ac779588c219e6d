// What the commands that know studies say of them.
#pragma once

#include <string>

#include "sim/study/plan.hpp"
#include "sim/study/results.hpp"

namespace meridian::app {

// Tells on standard error of points that can only come out equal.
void tell_equal_points(study::Study const& study, study::Plan const& plan);

// Prints failed runs and how to repeat them; the exit code that they call for: fine if there are none.
[[nodiscard]] int print_failures(study::Results const& results, std::string const& folder);

}  // namespace meridian::app
