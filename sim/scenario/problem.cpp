#include "sim/scenario/problem.hpp"

#include <utility>

#include <fmt/format.h>

namespace meridian::scenario {

std::string words(Place const& place) {
    return place.line == 0 ? place.file : fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string words(Problem const& problem, std::string_view kind) {
    return fmt::format("{}: {}{}\n  fix: {}", words(problem.where), kind, problem.wrong, problem.fix);
}

void Problems::add(Problem problem) {
    ++count_;
    if (kept_.contains(problem)) return;  // a wrong header of a table is met in every row
    if (full()) {
        ++left_out_;
        return;
    }
    kept_.insert(std::move(problem));
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> problems(kept_.begin(), kept_.end());
    if (left_out_ > 0) {
        problems.push_back(Problem{problems.back().where,
                                   fmt::format("{} further mistakes are not shown", left_out_),
                                   "mend these first, then check the file again"});
    }
    return problems;
}

}  // namespace meridian::scenario
