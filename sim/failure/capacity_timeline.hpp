// What of the network is lost when: the events of a scenario, expanded before the run.
//
// Events depend on chance and on one another, never on what happens in the run. So all their occurrences, and what is
// left of every asset at any time, are known at the start, and two runs that share their first events share their first
// changes. An asset that several occurrences hit has the least that one of them leaves.
//
// Draws: "event uptime" and "event repair" block n give the n-th of an entity, which is the hash of the event's key and,
// for an event with `each`, of the asset's; "event follows" block n gives whether the n-th occurrence of its cause has
// this one (first number) and after how long (second number). So the same assets fail at the same instants in every
// layout.
#pragma once

#include <cstdint>
#include <vector>

#include "models/units/time.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::failure {

// From `begin` to `end` an event hits its assets. `end`: SimTime::max() if it lasts to the end of the run.
struct Occurrence {
    EventId event;
    std::vector<Asset> assets;
    SimTime begin;
    SimTime end;
};

// From `when` on.
struct CapacityChange {
    SimTime when;
    Asset asset;
    double left{1.0};    // of the asset, [0, 1]
    bool closed{false};  // no work starts there, as planned work on it is near

    friend bool operator==(CapacityChange const&, CapacityChange const&) = default;
};

// By begin, then by event and asset; those that begin before the run's last end and last longer than nothing.
// O(occurrences log occurrences).
[[nodiscard]] std::vector<Occurrence> occurrences(Scenario const& scenario, engine::RandomSource random);

// By time. At one instant what comes back comes before what is lost, each by asset.
[[nodiscard]] std::vector<CapacityChange> capacity_changes(Scenario const& scenario,
                                                           std::vector<Occurrence> const& occurrences);

class CapacityTimeline {
public:
    CapacityTimeline() = default;
    CapacityTimeline(Scenario const& scenario, engine::RandomSource random)
        : changes_{capacity_changes(scenario, occurrences(scenario, random))} {}

    // The time of the next change; SimTime::max(): none is left.
    [[nodiscard]] SimTime next() const { return at_ < changes_.size() ? changes_[at_].when : SimTime::max(); }
    // Precondition: one is left.
    CapacityChange const& take() { return changes_[at_++]; }
    // From the beginning, whether taken or not.
    [[nodiscard]] std::vector<CapacityChange> const& all() const { return changes_; }

private:
    std::vector<CapacityChange> changes_;
    std::size_t at_{0};
};

}  // namespace meridian::failure
