#include "sim/app/problem_text.hpp"

#include <fmt/format.h>

#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

// " (lines 12, 13, 19, ...)"; of other files their names.
std::string place_words(scenario::ProblemGroup const& group) {
    if (group.others.empty()) return {};
    bool const same_file = group.others.front().file == group.first.where.file;
    if (!same_file) return fmt::format(", first at {}", scenario::words(group.others.front()));
    std::string lines;
    std::size_t listed = 0;
    for (scenario::SourceLocation const& where : group.others) {
        if (where.file != group.first.where.file) break;
        if (where.line == 0) return {};
        lines += fmt::format("{}{}", lines.empty() ? "" : ", ", where.line);
        ++listed;
    }
    bool const has_more = listed + 1 < group.count;
    return fmt::format(" (line{} {}{})", group.count > 2 ? "s" : "", lines, has_more ? ", ..." : "");
}

}  // namespace

void print_problems(std::vector<scenario::Problem> const& problems, std::string_view severity, bool all) {
    if (all) {
        for (scenario::Problem const& problem : problems) {
            console::print_error("{}\n", scenario::words(problem, severity));
            if (problem.further > 0)
                console::print_error("  and {} more like it, whose positions are not kept\n",
                                     problem.further);
        }
        return;
    }
    for (scenario::ProblemGroup const& group : scenario::grouped(problems)) {
        console::print_error("{}\n", scenario::words(group.first, severity));
        if (group.count > 1)
            console::print_error("  and {} more like it{}\n", group.count - 1, place_words(group));
    }
}

std::string count_words(std::vector<scenario::Problem> const& problems, std::string_view noun) {
    std::size_t const count = scenario::count_of(problems);
    std::size_t const groups = scenario::grouped(problems).size();
    auto words = fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
    if (groups == count) return words;
    return fmt::format("{} in {} group{}", words, groups, groups == 1 ? "" : "s");
}

}  // namespace meridian::app
