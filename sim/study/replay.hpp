// Whether a study comes to the same again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace meridian::study {

// Runs that counted in the folder of a study, by point: with them, which were decided by what earlier ones
// came to is known beforehand, and all can be run at once.
[[nodiscard]] std::vector<std::int64_t> recorded_runs(std::filesystem::path const& folder);

// A file that is not the same in two folders, and where it differs first.
struct FileDifference {
    std::filesystem::path file;
    std::optional<std::size_t> line;  // from 1; none: one of the folders does not have it
    std::string ours, recorded;       // these lines
};

// Of all that a study's sweep writes but rows as they came, timing (manifest.json) and results.sqlite, which
// holds what tables hold; reports and exports in the folder do not count. Throws SystemError.
[[nodiscard]] std::vector<FileDifference> different_files(std::filesystem::path const& ours,
                                                          std::filesystem::path const& recorded);
// How many files there are to compare.
[[nodiscard]] std::size_t compared_files(std::filesystem::path const& folder);

}  // namespace meridian::study
