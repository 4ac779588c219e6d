// Errors and warnings of files on standard error, by groups of one kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problem.hpp"

namespace meridian::app {

// Of each kind the first, with the number and lines of those like it; `all`: each.
// `severity` stands before what is wrong: "warning: ".
void print_problems(std::vector<scenario::Problem> const& problems, std::string_view severity, bool all);

// "94 errors in 5 groups", "1 error"; `noun` is "error" or "warning".
[[nodiscard]] std::string count_words(std::vector<scenario::Problem> const& problems, std::string_view noun);

}  // namespace meridian::app
