// One run of a point, or its static estimate, as a row.
#pragma once

#include <cstdint>
#include <string>

#include "sim/setup/scenario.hpp"
#include "sim/study/store.hpp"
#include "sim/world/world.hpp"

namespace meridian::study {

// Faults of the run become the row's `failure`; std::bad_alloc is left to the caller. `run` may be
// static_run.
[[nodiscard]] Row play(Scenario& scenario, std::string const& key, std::int64_t run);

// The rest of a run, on a world that has begun it, as its row. As above of faults. Precondition: `scenario` is the
// world's own.
[[nodiscard]] Row finish(world::World& world, Scenario const& scenario, std::string const& key);

// Seconds that a whole run would take, from running the start of one for at most `seconds`.
[[nodiscard]] double expected_seconds(Scenario const& scenario, double seconds);

}  // namespace meridian::study
