// The ranks of an MPI job: what mpirun or srun has started together with this process.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>

#include "sim/system/messenger.hpp"

namespace meridian::system {

// Processes that mpirun or srun has started, this one included; 1 where neither has. MPI is not loaded.
[[nodiscard]] std::size_t started_together();
// Whether mpirun or srun has started this process, be it alone.
[[nodiscard]] bool is_started_by_mpi();

// Loads MPI and joins the others, once per process; leaves them when it goes, for which all must go. Throws
// SystemError: MPI is not there, or the processes do not find each other.
[[nodiscard]] std::unique_ptr<Messenger> join_ranks();

}  // namespace meridian::system
