// Which points of a study may share a past, as its levels alone say: no scenario of a point is made for it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

class FamilyFinder {
public:
    // Reads each level beside the baseline's others, but those of ranges. `study` outlives it.
    FamilyFinder(Study const& study, PointReader& reader);

    // Puts points together that may share a past, in the order of the first of each; of a family all runs of one number
    // stand together, numbers rising. Precondition: each assignment has one point, its runs rise.
    [[nodiscard]] std::vector<Assignment> group(std::vector<Assignment> wanted) const;

private:
    [[nodiscard]] std::string family_of(AssignedPoint const& point) const;

    Study const& study_;
    std::vector<std::vector<std::size_t>> classes_;  // by axis and level: the first level with the same past
    bool any_shared_{false};                         // two levels of an axis are of one class
};

}  // namespace meridian::study
