// The table of jobs, which stays a file: `jobs: {table: jobs.csv}` keeps its name and the hash of its bytes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

struct FilesRead;

inline constexpr std::string_view streamed_key = "jobs";
inline constexpr std::string_view content_key = "content";  // of its bytes, 16 hexadecimal digits

// Whether stream_table() has made the value, and nothing has changed it since.
[[nodiscard]] bool is_streamed_table(Draft const& value);
// Preconditions: it is one.
[[nodiscard]] std::filesystem::path streamed_file(Draft const& table);
[[nodiscard]] std::string const& streamed_content(Draft const& table);

// Reads the file once for its hash and checks that against a written `content`. False and a problem if it
// cannot be read or is another one. Precondition: a map with a `table` that is a scalar.
[[nodiscard]] bool stream_table(Draft& value, std::filesystem::path const& file,
                                std::filesystem::path const& identity, FilesRead& known, Problems& problems);

}  // namespace meridian::scenario
