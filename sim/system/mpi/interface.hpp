// What the program and its MPI module say to each other: C functions, so that nothing of Open MPI is seen by
// the program. Both come from one build.
#pragma once

namespace meridian::system::mpi {

inline constexpr int version = 1;  // raised when anything below changes
inline constexpr char const* module_name = "meridian_mpi.so";

using Version = int();                              // meridian_mpi_version
using Start = int();                                // meridian_mpi_start: 0, or an error code of MPI
using Rank = int();                                 // meridian_mpi_rank
using Count = int();                                // meridian_mpi_count
using Send = void*(int to, char const*, int size);  // meridian_mpi_send: starts it
using Sent = int(void* sending);                    // meridian_mpi_sent: 1 once it is done, and is forgotten
using Probe = int(int* from, int* size);            // meridian_mpi_probe: 1 if a text has arrived
using Receive = void(int from, char*, int size);    // meridian_mpi_receive: the one that probe has found
using Finish = void();                              // meridian_mpi_finish: waits for all ranks

}  // namespace meridian::system::mpi
