// The changes of the capacity of links in a run, known before it begins.
#pragma once

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <vector>

#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::failure {

struct CapacityChange {
    SimTime when;
    LinkId link;
    double left{1.0};
    bool begins{false};

    friend bool operator==(CapacityChange const&, CapacityChange const&) = default;
};

class CapacityTimeline {
public:
    CapacityTimeline() = default;
    CapacityTimeline(Scenario const& scenario, engine::RandomSource /*random*/) {
        for (Outage const& outage : scenario.outages) {
            if (outage.until) changes_.push_back({SimTime{*outage.until}, outage.link, outage.left, false});
        }
        for (Outage const& outage : scenario.outages)
            changes_.push_back({SimTime{outage.from}, outage.link, outage.left, true});
        std::ranges::stable_sort(changes_, {}, &CapacityChange::when);
    }
    [[nodiscard]] SimTime next() const { return at_ < changes_.size() ? changes_[at_].when : SimTime::max(); }
    CapacityChange const& take() { return changes_[at_++]; }
    [[nodiscard]] std::vector<CapacityChange> const& all() const { return changes_; }

private:
    std::vector<CapacityChange> changes_;
    std::size_t at_{0};
};

}  // namespace meridian::failure
