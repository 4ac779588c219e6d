// Recognises files that are not scenarios of this format, so that not each of their keys is reported.
#pragma once

#include <cstdint>
#include <filesystem>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

inline constexpr std::int64_t format_version = 1;  // of scenario files, their key `meridian`

// Reports if the keys of a root are of another format than this program reads. True if they are not, or if
// the format is not written as a value.
[[nodiscard]] bool check_format(Draft const& root, Problems& problems);

// Reports if a file holds what a run has written, or a study. True if not.
[[nodiscard]] bool check_is_scenario(Draft const& root, std::filesystem::path const& file,
                                     Problems& problems);

}  // namespace meridian::scenario
