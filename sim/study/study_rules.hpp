// The rules of a study: those of its base, and those that its file adds. They are the same for all its points.
#pragma once

#include "sim/scenario/problem.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Takes the rules of the baseline's scenario. Precondition: the reader has read the levels, and is of this study.
void choose_rules(Study& study, PointReader& reader);

// Reports a level that changes them. `reading`: of a point with that level of the axis.
void check_same_rules(scenario::Reading const& baseline, scenario::Reading const& reading, Axis const& axis,
                      std::string_view level, scenario::Problems& problems);

}  // namespace meridian::study
