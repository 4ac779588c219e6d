// Points whose runs share a past: one scenario, and what takes effect in it at instants.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/study/assignment.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/shared_past.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Numbers of points of a family.
using FamilyMembers = std::vector<std::size_t>;

class PointFamily {
public:
    explicit PointFamily(Scenario scenario) : scenario_{std::move(scenario)} {}

    void add(AssignedPoint point, TimedInputs inputs) {
        points_.push_back(std::move(point));
        inputs_.push_back(std::move(inputs));
    }
    [[nodiscard]] std::size_t size() const { return points_.size(); }
    [[nodiscard]] AssignedPoint const& point(std::size_t member) const { return points_[member]; }
    // A run of some members, to be done elsewhere.
    [[nodiscard]] Assignment assignment(FamilyMembers const& members, std::int64_t run) const;
    // The members that the assignment gives a run, in its order.
    [[nodiscard]] FamilyMembers members(Assignment const& assignment, std::int64_t run) const;

    // Whether a process can simulate but one run of it: SimGrid has one engine per process.
    [[nodiscard]] bool has_one_engine() const { return scenario_.network.name == "simgrid"; }
    // A policy outside the program cannot be copied in the middle of a run.
    [[nodiscard]] bool has_plugin() const { return scenario_.uses_plugin(); }

    // The scenario of a member, which it is until the next call.
    [[nodiscard]] Scenario& scenario_of(std::size_t member);

private:
    Scenario scenario_;
    std::vector<AssignedPoint> points_;
    std::vector<TimedInputs> inputs_;  // of the present member: those that the scenario had before
    std::size_t present_{npos};
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

// The points of an assignment by families, each point as a family of its own unless `branching`. Those whose scenario
// cannot be read, or is no longer the one that the key names (as when files have been changed or differ between hosts),
// are left out: their runs have failed, and the rows are sent.
[[nodiscard]] std::vector<PointFamily> read_families(Assignment const& assignment, Study const& study,
                                                     PointReader& reader, bool branching,
                                                     SendRow const& send);

}  // namespace meridian::study
