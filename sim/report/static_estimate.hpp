// What a scenario comes to by arithmetic alone, without simulating it: what `meridian screen` prints, and what
// every summary carries beside its simulated figures.
//
// Services: each hour of the window by the closed forms that the run uses too, with all replicas that their
// policies want ready at once. Jobs: the mean accelerator-hours of each class and region go to the nearest sites
// that accept them, as far as these have accelerators left on average; there is no queue, no gang, no tail
// and no transfer, and their power is spread evenly over the window. What finds no room is `unmet`, and its value is
// lost.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "models/map/path_watch.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::report {

// Keys are those of summary.json, in its units; figures that it cannot give are left out.
using StaticFigures = std::vector<std::pair<std::string_view, double>>;

struct StaticEstimate {
    StaticFigures figures;
    // Requests answered within the objective, by service; nothing where none arrive.
    Table<ServiceId, std::optional<double>> slo_attainment;
};

// `watch` hears of the searches for paths and may stop them.
[[nodiscard]] StaticEstimate static_estimate(Scenario const& scenario, PathWatch* watch = nullptr);

}  // namespace meridian::report
