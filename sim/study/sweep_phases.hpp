// The sizes of a sweep's phases, from what is known of the study at any time.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/study/branch_player.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"
#include "sim/study/run_cache.hpp"
#include "sim/study/sweep_progress.hpp"

namespace meridian::study {

// One of several sweeps that share the points of a study among them: those with number % of == index.
struct Share {
    std::size_t index{0}, of{1};

    [[nodiscard]] bool holds(std::size_t point) const { return point % of == index; }
    [[nodiscard]] bool is_part() const { return of > 1; }
};

// Of runs of the design that are there, some evenly over the points. Throws SystemError.
[[nodiscard]] RunTimes times_of_runs(Results const& results);

// The design as it stands: runs there are reused, the others left. Of points with one key only the first counts.
[[nodiscard]] PhaseProgress design_phase(Results const& results, Share const& share);

// The runs of the design that are missing of a share, each assignment of one point.
[[nodiscard]] std::vector<Assignment> missing_runs(Results const& results, Share const& share);

// The phases of a sweep that is about to begin, the design first; those behind it as they are expected. `with_tables`:
// the sweep goes on behind the design.
[[nodiscard]] std::vector<PhaseProgress> phases_of(Results const& results, Share const& share,
                                                   bool with_tables);

struct ExpectedSweep {
    SweepProgress progress;
    double simulated_share{1.0};  // see simulated_share()
};
// What a sweep would run, as far as it can be known without running anything: what is there is reused, `done` is 0.
// `reader` has read the levels. `folder`: nothing: there is none yet. Writes nothing. Throws SystemError.
[[nodiscard]] ExpectedSweep expected_sweep(Study const& study, Plan const& plan, PointReader& reader,
                                           std::optional<system::Folder> const& folder, Share const& share,
                                           bool with_tables, Branching branching);

// Takes over what is left of both phases of a sensitivity, where the study has one.
void set_sensitivity(SweepProgress& progress, SensitivityRuns const& runs);

}  // namespace meridian::study
