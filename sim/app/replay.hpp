// meridian sweep STUDY --out DIR --replay FOLDER
#pragma once

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/study.hpp"

namespace meridian::app {

// The options of a replay without its study. False if something is wrong, which is reported.
[[nodiscard]] bool check_replay_options(SweepArguments const& given);
// Whether the folder holds this study, as this release runs it. False if not, which is reported.
[[nodiscard]] bool check_record(SweepArguments const& given, study::Study const& study,
                                study::Plan const& plan);
// What differs, if anything, and the exit code.
[[nodiscard]] ExitCode report_replay_outcome(SweepArguments const& given);

}  // namespace meridian::app
