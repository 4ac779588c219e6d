// Which combinations of levels are points.
#pragma once

#include <filesystem>

#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_input.hpp"
#include "sim/study/variant_axes.hpp"

namespace meridian::study {

inline constexpr std::size_t most_points = 1'000'000;
inline constexpr double most_cells = 5e7;            // points x axes
inline constexpr std::size_t most_emulated = 2'000;  // rows of latin_hypercube and sobol that are kept

// Fills study.points and, of sampled designs, study.drawn. There the axes with a range are drawn (by morris
// and saltelli also those of the futures, each level having an equal part), and each draw meets every
// combination of the other axes; levels are added to the drawn axes. A point changes one site at most: in a grid
// each change meets every combination of what is compared and of responses, in the baseline's futures; changes that an
// alternative cannot have are left out, and are problems in a list. Preconditions: study.axes and study.baseline are
// there, and `sites` has added its levels.
void make_points(Study& study, DesignInput const& in, std::filesystem::path const& folder,
                 VariantAxes& variants, scenario::Problems& problems);

}  // namespace meridian::study
