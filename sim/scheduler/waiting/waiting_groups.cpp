#include "sim/scheduler/waiting/waiting_groups.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace meridian::scheduler {

WaitingGroups::WaitingGroups(Scenario const& scenario, state::JobTable const& jobs, WaitingRule const& rule)
    : scenario_{&scenario},
      jobs_{&jobs},
      rule_{rule},
      shelves_(scenario.classes.size() * scenario.regions.size()),
      heads_(scenario.classes.size()) {
    for (Site const& site : scenario.sites) {
        if (site.storage) storage_limits_.push_back(*site.storage);
    }
    std::ranges::sort(storage_limits_);
    auto const again = std::ranges::unique(storage_limits_);
    storage_limits_.erase(again.begin(), again.end());
}

Rank WaitingGroups::rank(JobId id) const {
    state::Job const& job = (*jobs_)[id];
    WideCount const priority = scenario_->classes[job.what.workload_class].priority;
    switch (rule_.order) {
        case WaitingRule::Order::arrival:
            return {0, job.arrival, job.number};
        case WaitingRule::Order::priority:
            return {priority, job.arrival, job.number};
        case WaitingRule::Order::aged:
            return {priority * rule_.ageing.count() + job.arrival.time_since_epoch().count(), job.arrival,
                    job.number};
        case WaitingRule::Order::estimate:
            return {job.what.estimate.count(), job.arrival, job.number};
    }
    return {};
}

WaitingGroups::Added WaitingGroups::add(JobId id, bool fresh) {
    state::Job const& job = (*jobs_)[id];
    ++jobs_waiting_;
    if (rule_.depth != std::numeric_limits<std::size_t>::max()) ranks_.add({rank(id), id});
    auto& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    if (at < shelf_of_job.size() && same(groups_[shelf_of_job[at]], job)) {
        join(shelf_of_job[at], id, fresh);
        return {shelf_of_job[at], false};
    }
    Group const group = open(job);
    groups_[group].jobs.push(id);
    shelf_of_job.insert(shelf_of_job.begin() + static_cast<std::ptrdiff_t>(at), group);
    enter(group, fresh);
    return {group, true};
}

WaitingGroups::Group WaitingGroups::open(state::Job const& job) {
    auto group = static_cast<Group>(groups_.size());
    if (free_.empty()) {
        groups_.emplace_back();
    } else {
        group = free_.back();
        free_.pop_back();
    }
    Row& opened = groups_[group];
    opened.workload_class = job.what.workload_class;
    opened.width = job.what.width.count();
    opened.home = job.what.input_home;
    opened.storage_step = storage_step(job);
    opened.reason.reset();
    return group;
}

void WaitingGroups::join(Group group, JobId id, bool fresh) {
    auto& queue = groups_[group].jobs;
    queue.push(id);
    std::size_t at = queue.size() - 1;
    Rank const rank_of_job = rank(id);
    for (; at > 0 && rank_of_job < rank(queue[at - 1]); --at)
        queue.swap(at - 1, at);
    if (at > 0) return;
    withdraw(group);
    enter(group, fresh);
}

void WaitingGroups::take(Group group, std::size_t i) {
    Row& row = groups_[group];
    --jobs_waiting_;
    if (rule_.depth != std::numeric_limits<std::size_t>::max()) ranks_.remove(rank(row.jobs[i]));
    if (i > 0) {
        for (; i > 0; --i)
            row.jobs.swap(i - 1, i);
        row.jobs.pop();
        return;
    }
    bool const fresh = row.fresh;
    withdraw(group);
    if (row.jobs.size() > 1) {
        row.jobs.pop();
        return enter(group, fresh);
    }
    state::Job const& last = (*jobs_)[row.jobs.front()];
    auto& shelf_of_group = shelf(last);
    std::size_t const at = position_in(shelf_of_group, last);
    shelf_of_group.erase(shelf_of_group.begin() + static_cast<std::ptrdiff_t>(at));
    row.jobs.pop();
    free_.push_back(group);
}

std::optional<WaitingGroups::Group> WaitingGroups::group_of(state::Job const& job) const {
    auto const& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    if (at == shelf_of_job.size() || !same(groups_[shelf_of_job[at]], job)) return std::nullopt;
    return shelf_of_job[at];
}

std::size_t WaitingGroups::place_of(Group group, JobId id) const {
    auto const& jobs = groups_[group].jobs;
    Rank const wanted = rank(id);
    std::size_t low = 0;
    for (std::size_t high = jobs.size(); low < high;) {
        std::size_t const middle = low + (high - low) / 2;
        if (rank(jobs[middle]) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void WaitingGroups::set_waiting(Group group, Reason why) {
    Row& row = groups_[group];
    row.reason = why;
    if (!row.fresh) return;
    row.fresh = false;
    fresh_.erase({row.rank, group});
}

std::optional<WaitingGroups::Group> WaitingGroups::first_fresh() const {
    if (fresh_.empty()) return std::nullopt;
    return fresh_.begin()->second;
}

std::optional<WaitingGroups::Group> WaitingGroups::first(std::optional<Rank> const& after) const {
    static constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();
    return first_fitting(after, std::vector<Room>(heads_.size(), Room{any, any}));
}

std::optional<WaitingGroups::Group> WaitingGroups::first_fitting(std::optional<Rank> const& after,
                                                                 std::vector<Room> const& room) const {
    std::optional<Group> first;
    for (std::size_t c = 0; c < heads_.size(); ++c) {
        if (heads_[c].empty() || room[c].width < 0) continue;
        auto const found = heads_[c].first_behind(after, room[c].width, room[c].input);
        if (found && (!first || found->rank < groups_[*first].rank)) first = found->group;
    }
    return first;
}

std::optional<Rank> WaitingGroups::last_looked_at() const {
    if (ranks_.size() <= rule_.depth) return std::nullopt;
    return ranks_.at(rule_.depth - 1).rank;
}

std::optional<JobId> WaitingGroups::looked_at_without(Rank const& one) const {
    if (ranks_.size() <= rule_.depth || ranks_.at(rule_.depth - 1).rank < one) return std::nullopt;
    return ranks_.at(rule_.depth).job;
}

void WaitingGroups::enter(Group group, bool fresh) {
    Row& row = groups_[group];
    JobId const head = row.jobs.front();
    row.rank = rank(head);
    row.fresh = fresh;
    heads_[row.workload_class.index].insert({row.rank, group, row.width, (*jobs_)[head].what.input.count()});
    if (fresh) fresh_.insert({row.rank, group});
}

void WaitingGroups::withdraw(Group group) {
    Row& row = groups_[group];
    heads_[row.workload_class.index].erase(row.rank);
    if (row.fresh) fresh_.erase({row.rank, group});
    row.fresh = false;
}

std::vector<WaitingGroups::Group>& WaitingGroups::shelf(state::Job const& job) {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::vector<WaitingGroups::Group> const& WaitingGroups::shelf(state::Job const& job) const {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::size_t WaitingGroups::position_in(std::vector<Group> const& shelf_of_job, state::Job const& job) const {
    std::tuple const wanted{job.what.width.count(), job.what.input_home, storage_step(job)};
    auto const found = std::ranges::lower_bound(shelf_of_job, wanted, {}, [&](Group const group) {
        Row const& row = groups_[group];
        return std::tuple{row.width, row.home, row.storage_step};
    });
    return static_cast<std::size_t>(found - shelf_of_job.begin());
}

bool WaitingGroups::same(Row const& row, state::Job const& job) const {
    return row.width == job.what.width.count() && row.home == job.what.input_home &&
           row.storage_step == storage_step(job);
}

std::size_t WaitingGroups::storage_step(state::Job const& job) const {
    auto const first_enough = std::ranges::lower_bound(storage_limits_, job.what.input);
    return static_cast<std::size_t>(first_enough - storage_limits_.begin());
}

}  // namespace meridian::scheduler
