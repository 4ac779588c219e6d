// The jobs that wait at the brain, in groups of one kind. A group stands in the order by its first job, which
// speaks for all: where storage is short for its input, a smaller input behind it waits, too.
//
// Finding a job's group is O(1), and so is adding to its end; in between, as many numbers are moved as stand to
// the nearer end. A new group or a new first job costs O(log groups). Finding the next group that fits costs
// O(log groups) for each reach that has room. Where the rule looks at a bounded number of jobs, each job that
// comes or goes costs O(log jobs).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "sim/engine/ring_queue.hpp"
#include "sim/scheduler/decision.hpp"
#include "sim/scheduler/waiting/head_tree.hpp"
#include "sim/scheduler/waiting/rank_index.hpp"
#include "sim/scheduler/waiting/reaches.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::scheduler {

// The most that could be free at any one slot of each reach.
struct ReachRooms {
    struct Room {
        std::int64_t width{-1};  // thousandths of an accelerator; -1: none
        std::int64_t input{-1};  // bytes
    };
    std::vector<Room> of;             // by reach; of those not in `any` it says nothing
    std::vector<Reaches::Reach> any;  // that have room, each once
};

class WaitingGroups {
public:
    using Group = std::uint32_t;
    using Reach = Reaches::Reach;

    // All outlive the groups.
    WaitingGroups(Scenario const& scenario, state::JobTable const& jobs, Reaches& reaches,
                  WaitingRule const& rule);

    [[nodiscard]] Rank rank(JobId id) const;

    // Adds a job to its group, by rank. If it becomes the first, `fresh` says whether it has yet to be asked
    // for.
    Group add(JobId id, bool fresh);
    // Takes the i-th job of the group away; the group moves back to the rank of its first job, or is gone.
    void take(Group group, std::size_t i);

    [[nodiscard]] std::size_t size() const { return jobs_waiting_; }
    [[nodiscard]] std::size_t size(Group group) const { return groups_[group].jobs.size(); }
    [[nodiscard]] JobId job(Group group, std::size_t i = 0) const { return groups_[group].jobs[i]; }
    // Of the job in the group, or where it would stand.
    [[nodiscard]] std::size_t place_of(Group group, JobId id) const;
    [[nodiscard]] Rank rank(Group group) const { return groups_[group].rank; }
    [[nodiscard]] ClassId workload_class(Group group) const { return groups_[group].workload_class; }
    [[nodiscard]] bool is_fresh(Group group) const { return groups_[group].fresh; }
    [[nodiscard]] std::optional<Group> group_of(state::Job const& job) const;
    // The last answer Wait about the group; nothing if there is none.
    [[nodiscard]] std::optional<Reason> reason(Group group) const { return groups_[group].reason; }
    void set_waiting(Group group, Reason why);  // no longer fresh

    // Where the group's jobs are eligible.
    [[nodiscard]] Reach reach(Group group) const { return groups_[group].reach; }
    [[nodiscard]] SlotSet const& eligible(Group group) const { return slots(reach(group)); }
    [[nodiscard]] SlotSet const& slots(Reach of) const { return reaches_->slots(of); }
    // Those of waiting jobs are below.
    [[nodiscard]] Reach reaches() const { return static_cast<Reach>(heads_.size()); }
    [[nodiscard]] bool any_waits(Reach reach) const { return !heads_[reach].empty(); }

    // The first group of all that is fresh; the first behind `after`; the first behind it whose first job
    // fits into what is free for its reach.
    [[nodiscard]] std::optional<Group> first_fresh() const;
    [[nodiscard]] std::set<std::pair<Rank, Group>> const& fresh() const { return fresh_; }
    [[nodiscard]] std::optional<Group> first(std::optional<Rank> const& after) const;
    [[nodiscard]] std::optional<Group> first_fitting(std::optional<Rank> const& after,
                                                     ReachRooms const& rooms) const;
    // The rank of the last job that the rule looks at; nothing if it looks at all that wait.
    [[nodiscard]] std::optional<Rank> last_looked_at() const;
    // The job that is looked at once the one of this rank has left, and is not before.
    [[nodiscard]] std::optional<JobId> looked_at_without(Rank const& one) const;

    // Every group with a job, not in order.
    template <class Visit>
    void for_each_group(Visit&& visit) const {
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            if (!groups_[group].jobs.empty()) visit(static_cast<Group>(group));
        }
    }

private:
    struct Row {
        ClassId workload_class;
        std::int64_t width{0};
        Reach reach{0};
        Rank rank;
        bool fresh{false};  // has had no answer
        std::optional<Reason> reason;
        engine::RingQueue<JobId> jobs;  // by rank
    };

    [[nodiscard]] Group open(state::Job const& job);
    void join(Group group, JobId id, bool fresh);
    void enter(Group group, bool fresh);
    void withdraw(Group group);

    Scenario const* scenario_;
    state::JobTable const* jobs_;
    Reaches* reaches_;
    WaitingRule rule_;
    std::vector<Row> groups_;
    std::vector<Group> free_;
    std::unordered_map<JobKind, Group, JobKindHash> by_kind_;  // looked up, never walked through
    std::vector<HeadTree> heads_;                              // by reach
    std::set<std::pair<Rank, Group>> all_;
    std::set<std::pair<Rank, Group>> fresh_;
    std::size_t jobs_waiting_{0};
    RankIndex ranks_;  // under a rule of bounded depth
};

}  // namespace meridian::scheduler
