// meridian sweep STUDY --out DIR --dry-run
#pragma once

#include "sim/app/commands.hpp"
#include "sim/study/sweep.hpp"

namespace meridian::app {

inline constexpr double pilot_s = 2.0;  // that an estimate of the time of a study may take

// Prints what a sweep would run, what it would reuse, and how long that takes, by phase. Times are those of runs in the
// folder, else that of a run of the baseline, of which the start is run. Writes nothing. Throws SystemError.
void print_expected_sweep(SweepArguments const& given, study::Study const& study, study::Plan const& plan,
                          study::PointReader& reader, study::Share const& share, study::Branching branching,
                          unsigned workers);

}  // namespace meridian::app
