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
    std::size_t further{0};  // problems of the same kind that were counted and not kept

    friend auto operator<=>(Problem const&, Problem const&) = default;
};

// "file:line:column"; in line 0 the file alone.
[[nodiscard]] std::string words(SourceLocation const& location);

// "file:line:column: wrong" and, on a second line, "  fix: fix".
// `kind` stands before what is wrong: "warning: ".
[[nodiscard]] std::string words(Problem const& problem, std::string_view kind = {});

// What is wrong without the names, values and lines of the place: "there is no site '...'". Names of keys stay.
// Problems of one kind have one cause or are mended alike.
[[nodiscard]] std::string kind_of(Problem const& problem);

// Collects all errors of a reading.
class Problems {
public:
    // Beyond this many the rest are only counted, but for the first of each kind: a table with one wrong column has a
    // million.
    static constexpr std::size_t most_kept = 1000;
    static constexpr std::size_t most_kinds = 1000;
    static constexpr std::size_t most_suggested = 100;

    // Problems in files outside of all these folders quote names of keys and nothing else: such a file need
    // not be the user's. Without: all are quoted.
    void quote_only(std::vector<std::filesystem::path> const& folders);

    void add(Problem problem);
    void add(SourceLocation where, std::string wrong, std::string fix) {
        add(Problem{std::move(where), std::move(wrong), std::move(fix)});
    }
    // The number of problems added so far, with repeated and omitted ones. Something is wrong if it has grown.
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool none() const { return count_ == 0; }
    // True if a further problem of a known kind would only be counted.
    [[nodiscard]] bool full() const { return kept_.size() >= most_kept; }
    // False if no nearest name should be searched for: a file of nothing but errors would take minutes.
    [[nodiscard]] bool suggests() const { return count_ < most_suggested; }

    // By file, line and column, each once. What was only counted stands in `further` of the first of its kind.
    [[nodiscard]] std::vector<Problem> sorted() const;

private:
    [[nodiscard]] bool is_outside(std::string const& file);
    void add_beyond(Problem problem);

    std::vector<std::filesystem::path> folders_;
    std::map<std::string, bool, std::less<>> outside_;  // by file
    std::set<Problem> kept_;
    std::size_t count_{0};
    std::map<std::string, std::size_t, std::less<>> further_;  // by kind; filled once `full()`
};

// Problems of one kind.
struct ProblemGroup {
    Problem first;
    std::size_t count{1};                  // of all of them
    std::vector<SourceLocation> others{};  // of those that follow, the first few
};

// In the order of their first problems.
[[nodiscard]] std::vector<ProblemGroup> grouped(std::vector<Problem> const& problems);

// With those that were only counted.
[[nodiscard]] std::size_t count_of(std::vector<Problem> const& problems);

}  // namespace meridian::scenario
