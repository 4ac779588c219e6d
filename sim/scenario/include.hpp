// A scenario file, the files that it includes and its tables -> one Draft.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

// Files that have been read, by canonical path, so that a study reads each of them once. Files with errors
// are read again, so that their errors are reported again.
struct FilesRead {
    std::map<std::filesystem::path, Draft> scenarios;  // with their tables; `include:` keys are left in
    std::map<std::filesystem::path, Draft> tables;
    std::map<std::filesystem::path, std::uint64_t> texts;  // of both, by their hash
};

// The tree without `include:` keys and tables. A file lies over what it includes, a later include over earlier ones
// (layering.hpp); a file that is included again counts where it came first. Paths are relative to the file that names
// them. Problems: what cannot be read, an `include:` that is no name or list of names, files that include themselves.
// Nothing if one of the files cannot be read, because what it holds would then be missed. Each of `overlays` is laid
// over the file and those before it, as if a file had included them all in this order.
[[nodiscard]] std::optional<Draft> read_with_includes(std::filesystem::path const& file,
                                                      std::span<std::filesystem::path const> overlays,
                                                      FilesRead& known, Problems& problems);

// Replaces `{table: file.csv}` under the record lists of a file's root by the table's rows, and `table` beside `remove`
// and `replace` by `records`. False if a table cannot be read.
[[nodiscard]] bool read_tables(Draft& root, std::filesystem::path const& folder, FilesRead& known,
                               Problems& problems);

}  // namespace meridian::scenario
