// How the brain senses the network. With an interval of zero it sees the present. Otherwise it knows the network as
// the run begins, and takes a snapshot every `interval`, which arrives `delay` later. Until the next one arrives, the
// brain sees the last that has arrived and, if it is optimistic, its own decisions since that one was taken.
//
// The cost of a snapshot grows with what has changed since the one before, not with the size of the network.
#pragma once

#include <deque>
#include <vector>

#include "sim/state/state.hpp"

namespace meridian::scheduler {

class Sensor {
public:
    // `state` outlives the sensor. `links`: whether snapshots hold links too.
    Sensor(Sensing const& how, state::State const& state, bool links = false)
        : how_{how}, state_{state}, links_{links} {}

    // The run begins: what services hold at first is allocated. Before this, nothing is sensed, unless the sensor sees
    // the present.
    void begin(state::State& state);

    [[nodiscard]] bool sees_the_present() const { return how_.interval == Duration{0}; }
    // The levels as sensed.
    [[nodiscard]] state::Levels const& seen() const { return sees_the_present() ? state_.levels() : seen_; }

    // When decisions know of a change at that time.
    [[nodiscard]] SimTime knows_at(SimTime change) const;

    // Takes a snapshot of what has changed since the last one.
    void sample(state::State& state);
    // The oldest snapshot under way arrives; `changed` becomes the sites whose sensed levels differ now.
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
    struct Snapshot {
        std::vector<SiteSeen> sites;
        std::vector<PoolSeen> pools;
        Table<ArcId, double> link_share;  // empty if links are not sensed
    };
    struct OwnDecision {
        std::uint64_t snapshots_before;  // taken before it
        SiteId site;
        PoolId pool;
        Milliaccelerators width;
        Duration expected;
        Bytes input;
        bool non_preemptible;
    };

    void forget_own(std::vector<SiteId>& changed);
    void apply(OwnDecision const& own);

    Sensing how_;
    state::State const& state_;
    bool links_;
    state::Levels known_;  // as of the last snapshot that has arrived
    state::Levels seen_;   // and own decisions since
    std::deque<Snapshot> under_way_;
    std::deque<OwnDecision> own_;
    std::uint64_t snapshots_taken_{0};
    std::uint64_t snapshots_arrived_{0};
    std::vector<SiteId> touched_;  // reused
};

}  // namespace meridian::scheduler
