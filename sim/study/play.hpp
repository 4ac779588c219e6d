// One run of a point, or its static estimate, as a row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/setup/scenario.hpp"
#include "sim/study/store.hpp"

namespace meridian::study {

// Faults of the run become the row's `failure`; std::bad_alloc is left to the caller. `run` may be
// static_run.
[[nodiscard]] Row play(Scenario& scenario, std::string const& key, std::int64_t run);

// Seconds that a whole run would take, from running the start of one for at most `seconds`.
[[nodiscard]] double expected_seconds(Scenario const& scenario, double seconds);

}  // namespace meridian::study
