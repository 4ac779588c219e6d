// A scenario file merged over those below it: what it includes, or the file that it is an overlay of.
//
// Maps merge key by key and the upper file wins. Lists of named records merge by name: a record of a known name
// changes single keys of that one, any other is added behind them. Instead of a list a map may stand:
//
//     sites: {records: [...], remove: [hub1], replace: true, only: true}
//
// `table: file.csv` may stand for `records`. `remove` leaves out records of the files below, and with a site its
// pools, with a node its links; `replace: true` leaves them all out. `only: true` leaves out all that this file does
// not list: its records, in its order, each with what it lacks of that of its name. Anything else is replaced whole.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

// The keys that hold lists of records, each of which may be `{table: file.csv}` instead.
inline constexpr std::array<std::string_view, 21> record_lists{
    "tiers",         "accelerators", "climates", "coolings", "grids",   "tou",        "tariffs",
    "nodes",         "links",        "sites",    "pools",    "regions", "curves",     "services",
    "demand_events", "classes",      "jobs",     "calendar", "events",  "provenance", "rules"};
[[nodiscard]] bool is_record_list(std::string_view key);
// The list of the requirements: rules of files and of a study add up.
inline constexpr std::string_view merged_list = "rules";

// The name that a record of this list is known by: its `name`, else the one that it has by default: `site/accelerator`
// of a pool, `a-b` of a link, `what` of a provenance row. Empty: it has none.
[[nodiscard]] std::string record_name(std::string_view list, Draft const& record);

// The fix of a name that no record of the list has: suggestion(), but for names of products and, of pools, those parts
// of them.
[[nodiscard]] std::string record_suggestion(std::string_view list, std::string_view wrong,
                                            std::vector<std::string> const& names,
                                            std::string_view otherwise);

// Whether records of this list merge by name. Listed jobs have none that they must have.
[[nodiscard]] bool merges_by_name(std::string_view list);

// Gives `own`, the root of a file, what it lacks of `below`.
void lay_over(Draft& own, Draft below);
// Makes lists of all `{records: ...}` of a root below which no other is. Reports names in `remove` that no file below
// has.
void settle_lists(Draft& root, Problems& problems);

// Gives a list of records those of `below` that it lacks by name, before its own, and each of its own what it lacks of
// that of its name.
void merge_by_name(std::string_view list, Draft::List& own, Draft::List below);

}  // namespace meridian::scenario
