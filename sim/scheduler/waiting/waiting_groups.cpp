#include "sim/scheduler/waiting/waiting_groups.hpp"

#include <algorithm>
#include <limits>

namespace meridian::scheduler {

WaitingGroups::WaitingGroups(Scenario const& scenario, state::JobTable const& jobs, Reaches& reaches,
                             WaitingRule const& rule)
    : scenario_{&scenario}, jobs_{&jobs}, reaches_{&reaches}, rule_{rule} {}

Rank WaitingGroups::rank(JobId id) const {
    state::Job const& job = (*jobs_)[id];
    WorkloadClass const& of_job = scenario_->classes[job.what.workload_class];
    WideCount const priority = of_job.priority;
    switch (rule_.order) {
        case WaitingRule::Order::arrival:
            return {0, job.arrival, job.number};
        case WaitingRule::Order::priority:
            return {priority, job.arrival, job.number};
        case WaitingRule::Order::aged:
            return {priority * rule_.ageing.count() + job.arrival.time_since_epoch().count(), job.arrival,
                    job.number};
        case WaitingRule::Order::estimate:
            return {job.remaining_of(job.what.estimate, of_job.restart).count(), job.arrival, job.number};
    }
    return {};
}

WaitingGroups::Group WaitingGroups::add(JobId id, bool fresh) {
    state::Job const& job = (*jobs_)[id];
    ++jobs_waiting_;
    if (rule_.depth != std::numeric_limits<std::size_t>::max()) ranks_.add({rank(id), id});
    auto const [at, is_new] = by_kind_.try_emplace(reaches_->kind(job));
    if (!is_new) {
        join(at->second, id, fresh);
        return at->second;
    }
    at->second = open(job);
    groups_[at->second].jobs.push(id);
    enter(at->second, fresh);
    return at->second;
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
    opened.reach = reaches_->of(job);
    opened.reason.reset();
    if (heads_.size() < reaches_->size()) heads_.resize(reaches_->size());
    return group;
}

void WaitingGroups::join(Group group, JobId id, bool fresh) {
    std::size_t const at = place_of(group, id);
    groups_[group].jobs.insert(at, id);
    if (at > 0) return;
    withdraw(group);
    enter(group, fresh);
}

void WaitingGroups::take(Group group, std::size_t i) {
    Row& row = groups_[group];
    --jobs_waiting_;
    if (rule_.depth != std::numeric_limits<std::size_t>::max()) ranks_.remove(rank(row.jobs[i]));
    if (i > 0) {
        row.jobs.remove(i);
        return;
    }
    bool const fresh = row.fresh;
    withdraw(group);
    if (row.jobs.size() > 1) {
        row.jobs.pop();
        return enter(group, fresh);
    }
    by_kind_.erase(reaches_->kind((*jobs_)[row.jobs.front()]));
    row.jobs.pop();
    free_.push_back(group);
}

std::optional<WaitingGroups::Group> WaitingGroups::group_of(state::Job const& job) const {
    auto const found = by_kind_.find(reaches_->kind(job));
    if (found == by_kind_.end()) return std::nullopt;
    return found->second;
}

std::size_t WaitingGroups::place_of(Group group, JobId id) const {
    auto const& jobs = groups_[group].jobs;
    Rank const wanted = rank(id);
    if (!jobs.empty() && rank(jobs[jobs.size() - 1]) < wanted) return jobs.size();
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
    auto const at = after ? all_.upper_bound({*after, std::numeric_limits<Group>::max()}) : all_.begin();
    if (at == all_.end()) return std::nullopt;
    return at->second;
}

std::optional<WaitingGroups::Group> WaitingGroups::first_fitting(std::optional<Rank> const& after,
                                                                 ReachRooms const& rooms) const {
    std::optional<HeadTree::Head> first;
    for (Reach const reach : rooms.any) {
        if (reach >= heads_.size() || heads_[reach].empty()) continue;
        auto const found = heads_[reach].first_behind(after, rooms.of[reach].width, rooms.of[reach].input);
        if (found && (!first || found->rank < first->rank)) first = found;
    }
    if (!first) return std::nullopt;
    return first->group;
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
    heads_[row.reach].insert({row.rank, group, row.width, (*jobs_)[head].what.input.count()});
    all_.insert({row.rank, group});
    if (fresh) fresh_.insert({row.rank, group});
}

void WaitingGroups::withdraw(Group group) {
    Row& row = groups_[group];
    heads_[row.reach].erase(row.rank);
    all_.erase({row.rank, group});
    if (row.fresh) fresh_.erase({row.rank, group});
    row.fresh = false;
}

}  // namespace meridian::scheduler
