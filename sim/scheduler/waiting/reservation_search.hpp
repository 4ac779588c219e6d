// Where a waiting job is expected to start first, found again and again while the network changes a little.
//
// The first search for a job looks at every pool where it is eligible. The next ones look at the pool that was
// found and at those where the job may start earlier since: what other pools offer becomes only later as time
// passes. Where that does not decide, all pools are looked at again.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/scheduler/waiting/reservation.hpp"

namespace meridian::scheduler {

class ReservationSearch {
public:
    // Outlives the search.
    explicit ReservationSearch(WaitingContext const& of) : of_{of}, is_listed_(of.slots.size(), false) {}

    // Of the first job of the group: at the pool where it is expected to start first; equal times go by the order
    // of the policy, then to the nearer site. Requires that each change after which a job may start earlier has
    // been passed to changed(): accelerators that are free or are expected to be sooner, and what jobs that
    // services may not preempt hold.
    [[nodiscard]] Reservation find(WaitingGroups::Group group);

    void changed(PoolId pool);

private:
    static constexpr std::size_t most_kept = 10'000'000;  // pools in nearest_first_, 40 MB

    // Of the pools that have been compared, the one with the earliest start.
    struct Earliest {
        Reservation reservation;
        SimTime start;  // with the input there
        std::optional<double> preference{};
        bool is_tied{false};
    };
    struct Found {
        JobId job;
        std::uint64_t number;
        Earliest earliest;
    };

    [[nodiscard]] std::optional<Earliest> search(WaitingGroups::Group group);
    // Where the group's jobs are eligible. Lives until the next question.
    [[nodiscard]] std::vector<PoolId> const& nearest_first(WaitingGroups::Group group);
    // Of the last search and the changes since; nothing if they do not decide.
    [[nodiscard]] std::optional<Earliest> update(WaitingGroups::Group group) const;
    [[nodiscard]] double preference(state::Job const& job, Reservation const& at) const;
    void forget_changes();

    WaitingContext const& of_;
    std::optional<Found> last_;
    std::vector<PoolId> changed_;  // since the last search, each once
    std::vector<bool> is_listed_;  // by pool
    // Made as they are asked for: most jobs have few pools, and all sites would be walked through for each.
    std::map<std::pair<WaitingGroups::Reach, RegionId>, std::vector<PoolId>> nearest_first_;
    std::size_t kept_{0};  // pools in all of them
};

}  // namespace meridian::scheduler
