// A study as jobs of a Slurm cluster: an array that runs shares of it, and one that makes the tables.
#pragma once

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"

namespace meridian::app {

// Writes DIR/slurm/sweep.sbatch and merge.sbatch and submits them if that is asked for; the exit code.
// Precondition: given.slurm, and the folder is there. Throws SystemError, also where there is no sbatch.
[[nodiscard]] ExitCode write_slurm_jobs(SweepArguments const& given);

}  // namespace meridian::app
