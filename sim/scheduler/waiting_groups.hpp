// The jobs that wait at the brain, in groups that a policy would answer alike: same class (hence
// accepted hardware and priority), origin, width and data home. Groups stand in the order of their
// first jobs: (priority, arrival, number).
//
// Finding a job's group is O(log groups of the class and origin); adding to a group is O(1); a new group or
// a new head costs O(log groups of the class), and so does finding the next group that room might suit.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "sim/engine/ring_queue.hpp"
#include "sim/scheduler/decision.hpp"
#include "sim/scheduler/head_tree.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::scheduler {

class WaitingGroups {
public:
    using Group = std::uint32_t;
    // Where a group stands in the order.
    struct Position {
        int priority{0};
        HeadKey key;
        friend auto operator<=>(Position const&, Position const&) = default;
    };
    // The most that could be free for a class at any one site.
    struct Room {
        std::int64_t width{-1};  // thousandths of an accelerator; -1: none
        std::int64_t input{-1};  // bytes
    };

    explicit WaitingGroups(Scenario const& scenario);

    // Adds a job to its group, by number: one that comes back from a deferral goes before those that
    // arrived after it. If it becomes the first, `fresh` tells whether it has yet to be asked for.
    Group add(JobId id, state::JobTable const& jobs, bool fresh);
    [[nodiscard]] bool has_group(state::Job const& job) const;
    [[nodiscard]] std::optional<Group> group_of(state::Job const& job) const;

    [[nodiscard]] JobId head(Group group) const { return groups_[group].jobs.front(); }
    [[nodiscard]] Position position(Group group) const { return groups_[group].position; }
    // Why the group was last told to wait; nothing if it has not been.
    [[nodiscard]] std::optional<Reason> reason(Group group) const { return groups_[group].reason; }
    [[nodiscard]] std::size_t size() const { return jobs_; }

    // The first group of all that is fresh, and the first behind `after` whose head fits into what is free
    // for its class (one Room per class).
    [[nodiscard]] std::optional<Group> first_fresh() const;
    [[nodiscard]] std::optional<Group> first_fitting(std::optional<Position> after,
                                                     std::vector<Room> const& room) const;

    void told_to_wait(Group group, Reason why);
    // Takes the head of the group away; the group moves back to the place of its next job, or is gone.
    void take_head(Group group, state::JobTable const& jobs);

    // Every waiting job with the reason of its group.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (Row const& row : groups_) {
            for (std::size_t i = 0; i < row.jobs.size(); ++i)
                visit(row.jobs[i], row.reason);
        }
    }

private:
    struct Row {
        ClassId workload_class;
        RegionId origin;
        std::int64_t width{0};
        NodeId home;
        Position position;
        bool fresh{false};  // arrived at this instant; has not been told to wait
        std::optional<Reason> reason;
        engine::RingQueue<JobId> jobs;
    };

    [[nodiscard]] std::vector<Group>& shelf(state::Job const& job);
    [[nodiscard]] std::vector<Group> const& shelf(state::Job const& job) const;
    [[nodiscard]] std::size_t position_in(std::vector<Group> const& shelf, state::Job const& job) const;
    [[nodiscard]] bool same(Row const& row, state::Job const& job) const;
    void join(Group group, JobId id, state::JobTable const& jobs, bool fresh);
    void enter(Group group, state::Job const& head, bool fresh);
    void withdraw(Group group);

    Scenario const* scenario_;
    std::vector<Row> groups_;
    std::vector<Group> free_;
    std::vector<std::vector<Group>> shelves_;  // (class, origin) -> groups by (width, home)
    std::vector<HeadTree> heads_;              // by class
    std::set<std::pair<Position, Group>> fresh_;
    std::size_t jobs_{0};
};

}  // namespace meridian::scheduler
