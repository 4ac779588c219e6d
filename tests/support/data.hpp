// Real data that are not part of the repository: the folder named by the environment variable
// MERIDIAN_DATA, else by the CMake cache variable of that name, else ../shared/data beside the source.
#pragma once

#include <optional>
#include <string>

namespace meridian::testing {

// The path of a file in there; nothing, with a warning that the test is skipped, if it is not there.
[[nodiscard]] std::optional<std::string> data_file(std::string const& name);

}  // namespace meridian::testing
