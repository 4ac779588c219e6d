// Check sums of result files, so that damage is found before it is read as a result.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "sim/system/folder.hpp"

namespace meridian::report {

// 16 hexadecimal digits: XXH3 with 64 bits (xxHash 0.8).
[[nodiscard]] std::string check_sum(std::string_view text);
// Of a file of the folder, in constant memory; empty if there is no such file. Throws SystemError.
[[nodiscard]] std::string check_sum(system::Folder const& folder, std::string const& name);

using CheckSums = std::map<std::string, std::string>;  // by name of the file
// Of those of the files that are there.
[[nodiscard]] CheckSums check_sums(system::Folder const& folder, std::span<std::string const> names);

// A JSON object, line by line, with its own check sum as its last key.
[[nodiscard]] std::string sealed(std::string json);
// Whether it is what sealed() has made, unchanged.
[[nodiscard]] bool seal_holds(std::string_view json);

}  // namespace meridian::report
