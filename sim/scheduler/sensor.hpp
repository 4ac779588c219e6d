// How the brain knows the network. With an interval of zero it sees the present. Otherwise it looks every
// `interval` and has what it saw `delay` later; until the next look arrives, that is all it sees, but for its
// own decisions since the look, if it is optimistic.
//
// A look costs as much as has changed since the one before, not as much as there is.
#pragma once

#include <deque>
#include <vector>

#include "sim/state/state.hpp"

namespace meridian::scheduler {

class Sensor {
public:
    // `state` outlives the sensor and is as at the start of the run. `links`: whether looks are at links too.
    Sensor(Sensing const& how, state::State& state, bool links = false);

    [[nodiscard]] bool sees_the_present() const { return how_.interval == Duration{0}; }
    // The levels as sensed.
    [[nodiscard]] state::Levels const& seen() const { return sees_the_present() ? state_.levels() : seen_; }

    // Looks at the network: what has changed since the last look is on its way.
    void look(state::State& state);
    // The oldest look under way arrives; `changed` becomes the sites that are now seen otherwise.
    void arrive(std::vector<SiteId>& changed);
    // The brain has committed the job.
    void decided(state::Job const& job);

private:
    struct SiteSeen {
        SiteId site;
        state::SiteLevel level;
    };
    struct PoolSeen {
        PoolId pool;
        state::PoolLevel level;
    };
    struct Look {
        std::vector<SiteSeen> sites;
        std::vector<PoolSeen> pools;
        Table<ArcId, double> link_share;  // empty if links are not looked at
    };
    struct OwnDecision {
        std::uint64_t after_look;  // looks taken before it
        SiteId site;
        PoolId pool;
        Milliaccelerators width;
        Duration expected;
        Bytes input;
    };

    void forget_own(std::vector<SiteId>& changed);
    void apply(OwnDecision const& own);

    Sensing how_;
    state::State const& state_;
    bool links_;
    state::Levels known_;  // as of the last look that has arrived
    state::Levels seen_;   // and own decisions since
    std::deque<Look> under_way_;
    std::deque<OwnDecision> own_;
    std::uint64_t looks_taken_{0};
    std::uint64_t looks_arrived_{0};
    std::vector<SiteId> touched_;  // reused
};

}  // namespace meridian::scheduler
