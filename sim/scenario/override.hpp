// Values of a scenario that the command line changes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::scenario {

struct Override {
    std::string option;  // the location in problems: "--set #1", or an option of one value: "--policy"
    std::string text;    // "path=value" in either case

    // Whether the user wrote the whole text, so that a column in it is meaningful.
    [[nodiscard]] bool is_set() const { return option.starts_with("--set #"); }
};

// Applies overrides in their order. The value is YAML and may be a list or a map; the value ~ removes the
// key. Maps on the way are made where they are missing; records are not. Places in "--set #n" are line 1
// and the column in the text; those in other options are line 0.
void apply_overrides(Draft& root, std::vector<Override> const& overrides, Problems& problems);

// What stands at such a path; nullptr: nothing. Records of lists are named, by the longest name that fits.
[[nodiscard]] Draft const* find_value(Draft const& root, std::string_view path);

}  // namespace meridian::scenario
