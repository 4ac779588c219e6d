// What a sweep says of itself when it ends.
#pragma once

#include <cstddef>
#include <string>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/study/sweep.hpp"

namespace meridian::app {

// Writes manifest.json: what is needed to defend the tables and to make them again, and what differs between
// two equal sweeps. Throws SystemError.
void write_sweep_manifest(SweepArguments const& given, study::SweepOutcome const& outcome, unsigned workers);

// What an error of the system leaves: "\n  12 of 64 runs are kept in DIR; the same command goes on". Empty where the folder
// cannot be read either.
[[nodiscard]] std::string kept_words(SweepArguments const& given, std::size_t all_runs);

// Prints how it went and how to go on; the exit code.
[[nodiscard]] ExitCode report_sweep_outcome(SweepArguments const& given, study::SweepOutcome const& outcome);

}  // namespace meridian::app
