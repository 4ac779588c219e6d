// A mistake of the user's: where it is, what is wrong, and what to do about it.
#pragma once

#include <compare>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/draft.hpp"

namespace meridian::scenario {

struct Problem {
    Place where;
    std::string wrong;
    std::string fix;

    friend auto operator<=>(Problem const&, Problem const&) = default;
};

// "file:line:column"; in line 0 the file alone.
[[nodiscard]] std::string words(Place const& place);

// "file:line:column: wrong" and, on a second line, "  fix: fix".
// `kind` stands before what is wrong: "warning: ".
[[nodiscard]] std::string words(Problem const& problem, std::string_view kind = {});

// Collects all mistakes of a reading, so that they are told at once.
class Problems {
public:
    // Beyond this many the rest are only counted: a table with one wrong column has a million.
    static constexpr std::size_t most_kept = 1000;

    void add(Problem problem);
    void add(Place where, std::string wrong, std::string fix) {
        add(Problem{std::move(where), std::move(wrong), std::move(fix)});
    }
    // Problems added so far, repeated and left out ones included: has it grown, something is wrong.
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool none() const { return count_ == 0; }
    // True when a further problem would only be counted, so that nobody need work on its words.
    [[nodiscard]] bool full() const { return kept_.size() >= most_kept; }

    // By file, line and column, each once; if some were only counted, a last one says how many.
    [[nodiscard]] std::vector<Problem> sorted() const;

private:
    std::set<Problem> kept_;
    std::size_t count_{0};
    std::size_t left_out_{0};
};

}  // namespace meridian::scenario
