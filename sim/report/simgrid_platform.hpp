// A scenario's map as a SimGrid platform (XML, DTD version 4.1), for studies with SimGrid itself.
//
// - A host per node. Its speed is that of the pools at the node, dense FP16, in flop/s as one core; 1 flop/s
//   where there are none. Properties `site` and `tier` name what stands there, separated by commas.
// - A split-duplex link per corridor: the usable capacity, and its delay with one router's.
// - Routes as Meridian sends: between every site's node and every node that it reaches, both ways.
// - SimGrid is set to use CM02, without its default window of 4 MiB (130 MB/s over 16 ms) and without
//   acknowledgements on the way back: these are what `network: simgrid` has. Its command line may say else.
#pragma once

#include "sim/setup/scenario.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {

// Writes the platform piece by piece: routes are many. Throws system::SystemError.
void write_simgrid_platform(Scenario const& scenario, system::FileReplacement& file);

}  // namespace meridian::report
