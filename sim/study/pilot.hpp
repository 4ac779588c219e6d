// A run of the baseline that says how much of the start to leave out.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/units/time.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::study {

struct Settling {
    std::string_view series;         // accelerators held by jobs, jobs running, jobs waiting
    std::optional<Duration> warmup;  // by MSER-5; none: the horizon is too short to estimate it
};
struct Pilot {
    Duration step{};  // of the series: a day where there are 20 of them, else a bin of timeseries.csv
    std::vector<Settling> settlings;
};

// Simulates one run from its start, the scenario's own warm-up included.
[[nodiscard]] Pilot play_pilot(Scenario scenario);

}  // namespace meridian::study
