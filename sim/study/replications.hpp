// Which runs a study asks for, as a function of the figures that there are and of nothing else: not of the
// order in which runs end. So a sweep stops at the same runs with one worker or five, at once or resumed.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/study/study.hpp"

namespace meridian::study {

enum class RunState : std::uint8_t { missing, failed, done };

struct KnownRun {
    RunState state{RunState::missing};
    double figure{0.0};  // the first metric; NaN: absent
};
using KnownRuns = std::function<KnownRun(std::size_t point, std::int64_t run)>;

struct Wanted {
    // Runs 0 .. runs[p] - 1 of each point count, as far as is known now.
    std::vector<std::int64_t> runs;
    // True if what is known decides them.
    bool decided{true};
};

// With `until`, replications come in rounds. In each, every point has one more run that is not yet known well
// enough by its runs of the rounds before (sequential stopping: Law, "Simulation modeling and analysis", 5th
// ed., 2015, section 9.4.1), and the points that it is compared with have one too. The study's number of
// runs, if given, ends them at the last round that it has room for as a whole.
//
// `compared_with` names, by point, the baseline's point; itself for those that have none.
[[nodiscard]] Wanted wanted_runs(Study const& study, std::vector<std::size_t> const& compared_with,
                                 KnownRuns const& known);

// By point: the one that is the same except for the compared axes, where it has the baseline's levels; of a point that
// changes a site the one that changes none.
[[nodiscard]] std::vector<std::size_t> baseline_points(Study const& study);

}  // namespace meridian::study
