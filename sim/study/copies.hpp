// Runs in copies of this process, one after the other: what happens to one harms no other, and nothing that they change
// is seen here.
#pragma once

#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Executes them and waits. A run whose copy dies is tried once more in another; limits hold for each run, which has taken
// `begun_s` before. Meanwhile this process has no limit of time (system::limit_time). Throws what `send` throws, and
// SystemError if there can be no copy.
void play_in_copies(std::vector<Assignment> wanted, Limits const& limits, double begun_s, PlayAssignment play,
                    SendRow const& send);

}  // namespace meridian::study
