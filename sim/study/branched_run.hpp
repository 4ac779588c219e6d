// One run of several points that share a past: it is simulated once, and copied where they differ.
//
// The run is that of the first of the points up to the first instant at which another differs from it. There the process
// makes a copy of itself for each point, or group of points that are still equal, that leaves, one after the other, and
// waits for it; the copy takes over what its points differ in and goes on in the same way. Then the run goes on with the
// points that are left, the last of them in this process. Rows have the same figures as those of whole runs; their wall
// times are the run's own and an equal part of what was shared.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/point_family.hpp"
#include "sim/study/study.hpp"
#include "sim/world/world.hpp"

namespace meridian::study {

// When to branch.
struct BranchRule {
    double least_share{0.1};    // of the horizon, that points share
    double least_past_s{5e-3};  // that the past takes to simulate; a copy takes a few milliseconds
};

class BranchedRun {
public:
    // The family outlives it.
    BranchedRun(PointFamily& family, std::int64_t run, Limits const& limits, BranchRule const& rule);

    // The members by those that share at least as much as the rule says.
    [[nodiscard]] std::vector<FamilyMembers> groups(FamilyMembers const& members) const;
    // As many whole runs as would simulate as much time until the horizon as the branches of a group.
    [[nodiscard]] double whole_runs(FamilyMembers const& group) const;
    // Simulates the run of a group.
    void play(FamilyMembers const& group, SendRow const& send);
    // The same without branches. `run` may be static_run.
    void play_whole(FamilyMembers const& members, SendRow const& send) const;

private:
    [[nodiscard]] std::vector<FamilyMembers> equal_before(SimTime instant,
                                                          FamilyMembers const& members) const;
    [[nodiscard]] SimTime difference(std::size_t a, std::size_t b) const {
        return changes_[a].first_difference(changes_[b]);
    }
    // Where the first member's run is no longer that of all: who goes on with it and who leaves.
    struct Parting {
        SimTime instant;
        FamilyMembers staying;
        std::vector<FamilyMembers> leaving;  // those that are still equal together
    };
    // Precondition: two members.
    [[nodiscard]] Parting parting(FamilyMembers const& members) const;
    [[nodiscard]] double whole_runs(FamilyMembers members, SimTime from) const;
    void go_on(world::World& world, FamilyMembers members, SendRow const& send);
    void branch(world::World& world, Parting const& parting, SendRow const& send);
    void finish_one(world::World& world, std::size_t member, SendRow const& send) const;
    void send_failures(FamilyMembers const& members, char const* why, SendRow const& send) const;
    [[nodiscard]] Scenario& scenario_of(std::size_t member) const;

    PointFamily& family_;
    std::int64_t run_;
    Limits limits_;
    BranchRule rule_;
    Duration least_shared_{};
    std::vector<TimedChanges> changes_;  // by member
    double past_s_{0.0};                 // that the run has taken so far
    double shared_s_{0.0};               // the part of it of each point that is still here
};

}  // namespace meridian::study
