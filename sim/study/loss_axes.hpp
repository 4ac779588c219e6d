// Axes of `losses`: their levels are cases, in each of which something that alternatives have is lost for a while.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/problem.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {

class LossAxes {
public:
    // `in`: of the study's axes from `first` on. The study outlives it, and has its axes and its baseline.
    LossAxes(Study& study, std::vector<LossInput> const& in, std::size_t first, scenario::Problems& problems,
             scenario::Problems& warnings);

    // Reads the scenarios as far as needed and gives the axes their cases: by `at`, of what any alternative has, in the
    // order in which it is found; of pairs each two. What cannot be lost by any alternative is a problem.
    void add_levels();
    // Whether nothing is lost at the point, or its alternative has all of it.
    [[nodiscard]] bool can_lose(Point const& point);
    // Why not, for messages. Precondition: it cannot.
    [[nodiscard]] std::string why_not(Point const& point);

private:
    using Names = std::vector<std::string>;

    [[nodiscard]] LossInput const& input(std::size_t axis) const { return in_[axis - first_]; }
    // Of an alternative, by the record's `each` and `tier`.
    [[nodiscard]] Names const& losable(std::size_t axis, Point const& alternative);
    [[nodiscard]] Names names_of(std::size_t axis);
    void add_cases(std::size_t axis, Names const& names);
    void check_when(std::size_t axis);
    void report_nothing(std::size_t axis);
    void check_only(std::size_t axis, Names const& all);

    Study& study_;
    std::vector<LossInput> const& in_;
    std::size_t first_;
    scenario::Problems& problems_;
    scenario::Problems& warnings_;
    Vocabulary const none_{};
    PointReader reader_;
    std::map<std::pair<std::size_t, Point>, Names> losable_;  // by axis and alternative
};

}  // namespace meridian::study
