// Mistakes that a user can make, each with the place, the words and the remedy that must be reported: the unit
// tests check that these are reported and nothing else, the schema test and the fuzzer start from them.
#pragma once

#include <string_view>
#include <vector>

namespace meridian::testing {

struct ExpectedProblem {
    std::string_view where;  // file:line:column
    std::string_view wrong;  // a piece of it
    std::string_view fix;    // a piece of it
};

// One text of the good scenario replaced by another one.
struct Edit {
    std::string_view text;
    std::string_view instead;
    ExpectedProblem reported;
};
[[nodiscard]] std::vector<Edit> const& bad_edits();

// The good scenario with one text replaced, beside a file of its own.
struct TwoFiles {
    std::string_view name;     // of the second file
    std::string_view content;  // of the second file
    std::string_view text;     // of the good scenario
    std::string_view instead;
    ExpectedProblem reported;
};
[[nodiscard]] std::vector<TwoFiles> const& bad_files();

// What stands behind --set, for the good scenario.
struct SetText {
    std::string_view text;
    ExpectedProblem reported;
};
[[nodiscard]] std::vector<SetText> const& bad_overrides();

// One text of the good scenario replaced by another one, and the scenario is right.
struct GoodEdit {
    std::string_view text;
    std::string_view instead;
};
[[nodiscard]] std::vector<GoodEdit> const& good_edits();

}  // namespace meridian::testing
