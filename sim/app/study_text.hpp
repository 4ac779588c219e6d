// What the commands that know studies say of them.
#pragma once

#include <span>
#include <string>

#include "sim/app/exit_codes.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/results.hpp"

namespace meridian::app {

// Warns on standard error of points that can only give equal results.
void warn_of_duplicate_points(study::Study const& study, study::Plan const& plan);

// Prints failed runs and how to repeat them; the exit code that they call for: success if there are none.
[[nodiscard]] ExitCode print_failures(study::Results const& results, std::string const& folder);

// Warns if figures are of fewer runs than were asked for.
void print_missing_runs(study::Results const& results, std::string const& folder);

// Warns of each of these metrics for which no run that is done has a figure; true if there is one.
bool print_absent_metrics(study::Results const& results, std::span<study::Metric const> metrics);

}  // namespace meridian::app
