// What the manifest says of the machine and of this process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace meridian::system {

struct Machine {
    std::string processor;  // "unknown" where the system does not say
    unsigned cores{0};
    std::string kernel;
    std::string time_zones;  // version of the time zone database, such as 2025b
};

[[nodiscard]] Machine this_machine();
// High-water mark of resident memory of this process, in bytes.
[[nodiscard]] std::int64_t peak_memory_bytes();
// Wall-clock time, ISO 8601, UTC.
[[nodiscard]] std::string utc_now();
// "2025-07-07" in UTC: of the environment's SOURCE_DATE_EPOCH, where it is a number of seconds, else of today.
[[nodiscard]] std::string utc_date();
// True if standard error is a terminal that a person looks at.
[[nodiscard]] bool progress_is_watched();
// Columns of that terminal; 80 where it does not say. At least 40.
[[nodiscard]] std::size_t progress_columns();

// This host's name among those that share its files: letters and digits only.
[[nodiscard]] std::string host_name();

}  // namespace meridian::system
