// Executes the runs of assignments, those of families branched where that pays.
#pragma once

#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/branched_run.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

enum class Branching : std::uint8_t {
    automatic,  // where it saves time
    always,     // wherever two points share any past
    never
};

// Runs of the study's points; both arguments outlive it. SimGrid has one engine in a process, so each of its runs, or of
// its branched runs, has a process of its own.
[[nodiscard]] PlayAssignment player_of(Study const& study, PointReader& reader, Branching branching);

// The part of the simulated time of the runs that is simulated where they are branched; (0, 1]. From some of the families
// of a large study. Precondition: each assignment has one point.
[[nodiscard]] double simulated_share(std::vector<Assignment> wanted, Study const& study, PointReader& reader,
                                     Branching branching);

}  // namespace meridian::study
