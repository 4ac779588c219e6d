// The jobs that wait at the brain, in groups that a policy would answer alike: same class (hence
// accepted hardware and priority), origin, width and data home. Groups are kept in the order of their
// first jobs: (priority, arrival, number).
//
// find is O(log groups of the class and origin); adding to a group is O(1); a new group or a new head
// costs O(log groups) comparisons and a short move.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/ring_queue.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::scheduler {

class WaitingGroups {
public:
    explicit WaitingGroups(Scenario const& scenario);

    // Adds a job to its group, by number: one that comes back from a deferral goes before those that
    // arrived after it. If it becomes the first, `fresh` tells whether it has yet to be asked for.
    void add(JobId id, state::JobTable const& jobs, bool fresh);
    [[nodiscard]] bool has_group(state::Job const& job) const;

    // Groups in order of their heads; positions change when a head is taken or a group is made.
    [[nodiscard]] std::size_t groups() const { return order_.size(); }
    [[nodiscard]] JobId head(std::size_t position) const { return group_at(position).jobs.front(); }
    [[nodiscard]] bool fresh(std::size_t position) const { return group_at(position).fresh; }
    void told_to_wait(std::size_t position) { groups_[order_[position].group].fresh = false; }

    // Takes the head of the group at `position` away; the group moves back to the place of its next
    // job, or is gone.
    void take_head(std::size_t position, state::JobTable const& jobs);

    [[nodiscard]] std::size_t size() const { return jobs_; }

private:
    struct Group {
        ClassId workload_class;
        RegionId origin;
        std::int64_t width{0};
        NodeId home;
        bool fresh{false};  // arrived at this instant; has not been told to wait
        engine::RingQueue<JobId> jobs;
    };
    struct Place {
        int priority;
        SimTime arrival;
        std::uint64_t number;
        std::uint32_t group;
        friend bool operator<(Place const& a, Place const& b) {
            if (a.priority != b.priority) return a.priority < b.priority;
            if (a.arrival != b.arrival) return a.arrival < b.arrival;
            return a.number < b.number;
        }
    };

    [[nodiscard]] Group const& group_at(std::size_t position) const {
        return groups_[order_[position].group];
    }
    [[nodiscard]] std::vector<std::uint32_t>& shelf(state::Job const& job);
    [[nodiscard]] std::vector<std::uint32_t> const& shelf(state::Job const& job) const;
    [[nodiscard]] std::size_t position_in(std::vector<std::uint32_t> const& shelf,
                                          state::Job const& job) const;
    [[nodiscard]] bool same(Group const& group, state::Job const& job) const;
    void join(std::uint32_t group, JobId id, state::JobTable const& jobs, bool fresh);
    void insert(std::uint32_t group, state::Job const& head);

    Scenario const* scenario_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> free_;
    std::vector<std::vector<std::uint32_t>> shelves_;  // (class, origin) -> groups by (width, home)
    std::vector<Place> order_;
    std::size_t jobs_{0};
};

}  // namespace meridian::scheduler
