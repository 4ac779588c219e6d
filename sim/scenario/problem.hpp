// A user's error: its location, what is wrong, and how to fix it.
#pragma once

#include <compare>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/draft.hpp"

namespace meridian::scenario {

struct Problem {
    SourceLocation where;
    std::string wrong;
    std::string fix;

    friend auto operator<=>(Problem const&, Problem const&) = default;
};

// "file:line:column"; in line 0 the file alone.
[[nodiscard]] std::string words(SourceLocation const& location);

// "file:line:column: wrong" and, on a second line, "  fix: fix".
// `kind` stands before what is wrong: "warning: ".
[[nodiscard]] std::string words(Problem const& problem, std::string_view kind = {});

// Collects all errors of a reading.
class Problems {
public:
    // Beyond this many the rest are only counted: a table with one wrong column has a million.
    static constexpr std::size_t most_kept = 1000;
    static constexpr std::size_t most_suggested = 100;

    // Problems in files outside of all these folders quote names of keys and nothing else: such a file need
    // not be the user's. Without: all are quoted.
    void quote_only(std::vector<std::filesystem::path> const& folders);
    // The same folders for other problems.
    [[nodiscard]] Problems with_same_folders() const;

    void add(Problem problem);
    void add(SourceLocation where, std::string wrong, std::string fix) {
        add(Problem{std::move(where), std::move(wrong), std::move(fix)});
    }
    // The number of problems added so far, with repeated and omitted ones. Something is wrong if it has grown.
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool none() const { return count_ == 0; }
    // True if a further problem would only be counted, so that its words are not needed.
    [[nodiscard]] bool full() const { return kept_.size() >= most_kept; }
    // False if no nearest name should be searched for: a file of nothing but errors would take minutes.
    [[nodiscard]] bool suggests() const { return count_ < most_suggested; }

    // By file, line and column, each once; if some were only counted, a last one says how many.
    [[nodiscard]] std::vector<Problem> sorted() const;

private:
    [[nodiscard]] bool is_outside(std::string const& file);

    std::vector<std::filesystem::path> folders_;
    std::map<std::string, bool, std::less<>> outside_;  // by file
    std::set<Problem> kept_;
    std::size_t count_{0};
    std::size_t left_out_{0};
};

}  // namespace meridian::scenario
