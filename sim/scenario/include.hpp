// A scenario file, the files that it includes and its tables -> one Draft.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

// The keys that hold lists of records, each of which may be `{table: file.csv}` instead.
inline constexpr std::array<std::string_view, 21> record_lists{
    "tiers",         "accelerators", "climates", "coolings", "grids",   "tou",        "tariffs",
    "nodes",         "links",        "sites",    "pools",    "regions", "curves",     "services",
    "demand_events", "classes",      "jobs",     "calendar", "outages", "provenance", "rules"};
[[nodiscard]] bool is_record_list(std::string_view key);
// The one list that is not replaced whole: rules of several files add up, those of one name merge key by key.
inline constexpr std::string_view merged_list = "rules";

// Files that have been read, by canonical path, so that a study reads each of them once. Files with errors
// are read again, so that their errors are reported again.
struct FilesRead {
    std::map<std::filesystem::path, Draft> scenarios;  // with their tables; `include:` keys are left in
    std::map<std::filesystem::path, Draft> tables;
    std::map<std::filesystem::path, std::uint64_t> texts;  // of both, by their hash
};

// The tree without `include:` keys and tables. Maps merge deep, the including file wins, later includes
// win over earlier ones, a file that is included again counts where it came first, rules merge by name, anything
// else is replaced whole. Paths are relative to the file that names them. Problems: what cannot be read, an `include:` that is
// no name or list of names, files that include themselves. Nothing if one of the files cannot be read,
// because what it holds would then be missed. Each of `overlays` is laid over the file and those before it,
// as if a file had included them all in this order.
[[nodiscard]] std::optional<Draft> read_with_includes(std::filesystem::path const& file,
                                                      std::span<std::filesystem::path const> overlays,
                                                      FilesRead& known, Problems& problems);

// Replaces `{table: file.csv}` under the record lists of a file's root by the table's rows.
// False if a table cannot be read.
[[nodiscard]] bool read_tables(Draft& root, std::filesystem::path const& folder, FilesRead& known,
                               Problems& problems);

// Gives `own` what it lacks of `base`.
void fill(Draft& own, Draft base);
// Gives a list of records those of `base` that it lacks by name, before its own, and each of its own what it lacks
// of that of its name.
void merge_by_name(Draft::List& own, Draft::List base);

}  // namespace meridian::scenario
