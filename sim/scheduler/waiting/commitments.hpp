// When the jobs that the brain has placed are expected to free their accelerators, pool by pool: by their
// estimates, as far as the brain has seen. A job that has run beyond its estimate is expected to end at the
// next instant.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class Commitments {
public:
    explicit Commitments(View const& view)
        : view_{&view},
          pools_{view.scenario().pools.size()},
          widths_{view.scenario().pools.size()},
          non_preemptible_widths_{widths_} {}

    struct Key {
        SimTime end;
        std::uint64_t serial;
        friend auto operator<=>(Key const&, Key const&) = default;
    };
    struct Held {
        std::int64_t width;    // thousandths of an accelerator
        bool non_preemptible;  // services may not preempt it
    };
    using Pool = std::map<Key, Held>;

    // The job was placed at a pool, where it has to wait for its input and in a queue. Answers the expected
    // end.
    SimTime placed(JobId id, Duration queue);
    // Answers the expected end as it was and as it is.
    struct Change {
        SimTime before;
        SimTime after;
    };
    Change started(JobId id);
    // The job gives its accelerators back, and the brain sees it now, or with the snapshot that is taken
    // next.
    SimTime ended(JobId id);
    struct Freed {
        PoolId pool;
        std::int64_t width;
        SimTime expected;
    };
    void ended_unseen(JobId id, std::uint64_t snapshots_taken);
    // What ended before the snapshot was taken, the oldest first.
    [[nodiscard]] std::vector<Freed> snapshot_arrives(std::uint64_t snapshots_arrived);

    [[nodiscard]] Pool const& of(PoolId pool) const { return pools_[pool]; }
    // Of all of them together.
    [[nodiscard]] std::int64_t width(PoolId pool) const { return widths_[pool]; }
    // What is free now by what the brain sees, less what it knows to have given away since.
    [[nodiscard]] std::int64_t headroom(PoolId pool) const {
        std::int64_t const capacity = view_->scenario().pools[pool].capacity().count();
        return std::min(view_->headroom(pool), capacity - widths_[pool]);
    }
    // The same of what jobs that services may not preempt could take.
    [[nodiscard]] std::int64_t room_for_non_preemptible(PoolId pool) const {
        return std::min(view_->room_for_non_preemptible(pool),
                        view_->limit_of_non_preemptible(pool) - non_preemptible_widths_[pool]);
    }

private:
    struct Unseen {
        std::uint64_t after_snapshot;
        PoolId pool;
        Key key;
    };

    std::int64_t forget(PoolId pool, Key const& key);  // answers its width

    View const* view_;
    Table<PoolId, Pool> pools_;
    Table<PoolId, std::int64_t> widths_;
    Table<PoolId, std::int64_t> non_preemptible_widths_;
    std::vector<Key> keys_;  // by job
    std::deque<Unseen> unseen_;
    std::uint64_t serial_{0};
};

}  // namespace meridian::scheduler
