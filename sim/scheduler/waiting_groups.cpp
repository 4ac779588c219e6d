#include "sim/scheduler/waiting_groups.hpp"

#include <algorithm>

namespace meridian::scheduler {

WaitingGroups::WaitingGroups(Scenario const& scenario)
    : scenario_{&scenario},
      shelves_(scenario.classes.size() * scenario.regions.size()),
      heads_(scenario.classes.size()) {}

WaitingGroups::Group WaitingGroups::add(JobId id, state::JobTable const& jobs, bool fresh) {
    state::Job const& job = jobs[id];
    ++jobs_;
    auto& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    if (at < shelf_of_job.size() && same(groups_[shelf_of_job[at]], job)) {
        join(shelf_of_job[at], id, jobs, fresh);
        return shelf_of_job[at];
    }
    auto group = static_cast<Group>(groups_.size());
    if (free_.empty()) {
        groups_.emplace_back();
    } else {
        group = free_.back();
        free_.pop_back();
    }
    Row& made = groups_[group];
    made.workload_class = job.what.workload_class;
    made.origin = job.what.origin;
    made.width = job.what.width.count();
    made.home = job.what.input_home;
    made.reason.reset();
    made.jobs.push(id);
    shelf_of_job.insert(shelf_of_job.begin() + static_cast<std::ptrdiff_t>(at), group);
    enter(group, job, fresh);
    return group;
}

void WaitingGroups::join(Group group, JobId id, state::JobTable const& jobs, bool fresh) {
    auto& queue = groups_[group].jobs;
    queue.push(id);
    std::size_t at = queue.size() - 1;
    for (; at > 0 && jobs[id].number < jobs[queue[at - 1]].number; --at)
        queue.swap(at - 1, at);
    if (at > 0) return;
    withdraw(group);
    enter(group, jobs[id], fresh);
}

std::optional<WaitingGroups::Group> WaitingGroups::group_of(state::Job const& job) const {
    auto const& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    if (at == shelf_of_job.size() || !same(groups_[shelf_of_job[at]], job)) return std::nullopt;
    return shelf_of_job[at];
}

bool WaitingGroups::has_group(state::Job const& job) const {
    return group_of(job).has_value();
}

std::optional<WaitingGroups::Group> WaitingGroups::first_fresh() const {
    if (fresh_.empty()) return std::nullopt;
    return fresh_.begin()->second;
}

std::optional<WaitingGroups::Group> WaitingGroups::first_fitting(std::optional<Position> after,
                                                                 std::vector<Room> const& room) const {
    std::optional<Group> first;
    for (ClassId const c : scenario_->classes.keys()) {
        int const priority = scenario_->classes[c].priority;
        HeadTree const& tree = heads_[c.index];
        if (tree.empty() || room[c.index].width < 0 || (after && priority < after->priority)) continue;
        bool const behind = after && priority == after->priority;
        auto const found = tree.first_behind(behind ? std::optional{after->key} : std::nullopt,
                                             room[c.index].width, room[c.index].input);
        if (!found) continue;
        if (!first || Position{priority, found->key} < groups_[*first].position) first = found->group;
    }
    return first;
}

void WaitingGroups::told_to_wait(Group group, Reason why) {
    Row& row = groups_[group];
    row.reason = why;
    if (!row.fresh) return;
    row.fresh = false;
    fresh_.erase({row.position, group});
}

void WaitingGroups::take_head(Group group, state::JobTable const& jobs) {
    Row& row = groups_[group];
    bool const fresh = row.fresh;
    --jobs_;
    withdraw(group);
    if (row.jobs.size() > 1) {
        row.jobs.pop();
        return enter(group, jobs[row.jobs.front()], fresh);
    }
    state::Job const& head = jobs[row.jobs.front()];
    auto& shelf_of_group = shelf(head);
    std::size_t const at = position_in(shelf_of_group, head);
    shelf_of_group.erase(shelf_of_group.begin() + static_cast<std::ptrdiff_t>(at));
    row.jobs.pop();
    free_.push_back(group);
}

void WaitingGroups::enter(Group group, state::Job const& head, bool fresh) {
    Row& row = groups_[group];
    HeadKey const key{head.arrival, head.number};
    row.position = Position{scenario_->classes[row.workload_class].priority, key};
    row.fresh = fresh;
    heads_[row.workload_class.index].insert({key, group, row.width, head.what.input.count()});
    if (fresh) fresh_.insert({row.position, group});
}

void WaitingGroups::withdraw(Group group) {
    Row& row = groups_[group];
    heads_[row.workload_class.index].erase(row.position.key);
    if (row.fresh) fresh_.erase({row.position, group});
    row.fresh = false;
}

std::vector<WaitingGroups::Group>& WaitingGroups::shelf(state::Job const& job) {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::vector<WaitingGroups::Group> const& WaitingGroups::shelf(state::Job const& job) const {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::size_t WaitingGroups::position_in(std::vector<Group> const& shelf_of_job, state::Job const& job) const {
    auto const before = [&](Group g, state::Job const& wanted) {
        Row const& row = groups_[g];
        if (row.width != wanted.what.width.count()) return row.width < wanted.what.width.count();
        return row.home < wanted.what.input_home;
    };
    auto const found = std::lower_bound(shelf_of_job.begin(), shelf_of_job.end(), job, before);
    return static_cast<std::size_t>(found - shelf_of_job.begin());
}

bool WaitingGroups::same(Row const& row, state::Job const& job) const {
    return row.width == job.what.width.count() && row.home == job.what.input_home;
}

}  // namespace meridian::scheduler
