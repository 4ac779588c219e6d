// Where this build and its source are. Known to one source alone, so that clones share what is compiled of the others.
#pragma once

namespace meridian::testing {

extern char const* const source_folder;
extern char const* const meridian_binary;
// Real data to test against; may not exist. See data.hpp.
extern char const* const default_data_folder;
// Empty in a build without SimGrid.
extern char const* const platform_times_binary;
// For LD_PRELOAD: lets allocations of the program fail.
extern char const* const allocation_fault_library;

}  // namespace meridian::testing
