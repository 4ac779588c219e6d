// When the jobs of a run end, and how far they have come, with the interruptions of their accelerators.
#pragma once

#include "models/units/cross_table.hpp"
#include "sim/failure/interrupted_work.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::failure {

class JobProgress {
public:
    // `scenario` outlives it.
    JobProgress(Scenario const& scenario, engine::RandomSource random);

    // Precondition: the job runs.
    [[nodiscard]] state::Progress at(state::Job const& job, SimTime now) const;
    // When the job, which starts now, gives its accelerators back; SimTime::max(): not in this run.
    [[nodiscard]] SimTime end_of(state::Job const& job, SimTime now) const;
    // How long a job that runs had held its accelerators when the window opened.
    [[nodiscard]] Duration held_before_window(state::Job const& job) const;

private:
    // Of each class in each pool: never interrupted, and no checkpoints.
    void find_uninterrupted();
    // Nothing but its work.
    [[nodiscard]] bool is_uninterrupted(state::Job const& job) const;
    [[nodiscard]] Occupancy occupancy_of(state::Job const& job) const;
    // What goes before its work, of a job that was preempted.
    [[nodiscard]] Duration restart_of(state::Job const& job) const;

    Scenario const& scenario_;
    RandomGaps gaps_;
    CrossTable<ClassId, PoolId, bool> never_interrupted_;
};

}  // namespace meridian::failure
