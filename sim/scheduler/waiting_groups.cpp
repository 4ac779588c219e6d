#include "sim/scheduler/waiting_groups.hpp"

#include <algorithm>

namespace meridian::scheduler {

WaitingGroups::WaitingGroups(Scenario const& scenario)
    : scenario_{&scenario}, shelves_(scenario.classes.size() * scenario.regions.size()) {}

void WaitingGroups::add(JobId id, state::JobTable const& jobs, bool fresh) {
    state::Job const& job = jobs[id];
    ++jobs_;
    auto& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    if (at < shelf_of_job.size() && same(groups_[shelf_of_job[at]], job)) {
        join(shelf_of_job[at], id, jobs, fresh);
        return;
    }
    std::uint32_t group = static_cast<std::uint32_t>(groups_.size());
    if (free_.empty()) {
        groups_.emplace_back();
    } else {
        group = free_.back();
        free_.pop_back();
    }
    Group& made = groups_[group];
    made.workload_class = job.what.workload_class;
    made.origin = job.what.origin;
    made.width = job.what.width.count();
    made.home = job.what.input_home;
    made.fresh = fresh;
    made.jobs.push(id);
    shelf_of_job.insert(shelf_of_job.begin() + static_cast<std::ptrdiff_t>(at), group);
    insert(group, job);
}

void WaitingGroups::join(std::uint32_t group, JobId id, state::JobTable const& jobs, bool fresh) {
    auto& queue = groups_[group].jobs;
    queue.push(id);
    std::size_t at = queue.size() - 1;
    for (; at > 0 && jobs[id].number < jobs[queue[at - 1]].number; --at)
        queue.swap(at - 1, at);
    if (at > 0) return;
    auto const place =
        std::find_if(order_.begin(), order_.end(), [&](Place const& p) { return p.group == group; });
    order_.erase(place);
    insert(group, jobs[id]);
    groups_[group].fresh = fresh;
}

bool WaitingGroups::has_group(state::Job const& job) const {
    auto const& shelf_of_job = shelf(job);
    std::size_t const at = position_in(shelf_of_job, job);
    return at < shelf_of_job.size() && same(groups_[shelf_of_job[at]], job);
}

void WaitingGroups::take_head(std::size_t position, state::JobTable const& jobs) {
    std::uint32_t const index = order_[position].group;
    Group& group = groups_[index];
    state::Job const& head = jobs[group.jobs.front()];
    --jobs_;
    order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(position));
    if (group.jobs.size() > 1) {
        group.jobs.pop();
        insert(index, jobs[group.jobs.front()]);
        return;
    }
    auto& shelf_of_group = shelf(head);
    std::size_t const at = position_in(shelf_of_group, head);
    shelf_of_group.erase(shelf_of_group.begin() + static_cast<std::ptrdiff_t>(at));
    group.jobs.pop();
    free_.push_back(index);
}

std::vector<std::uint32_t>& WaitingGroups::shelf(state::Job const& job) {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::vector<std::uint32_t> const& WaitingGroups::shelf(state::Job const& job) const {
    return shelves_[job.what.workload_class.index * scenario_->regions.size() + job.what.origin.index];
}

std::size_t WaitingGroups::position_in(std::vector<std::uint32_t> const& shelf_of_job,
                                       state::Job const& job) const {
    auto const before = [&](std::uint32_t g, state::Job const& wanted) {
        Group const& group = groups_[g];
        if (group.width != wanted.what.width.count()) return group.width < wanted.what.width.count();
        return group.home < wanted.what.input_home;
    };
    auto const found = std::lower_bound(shelf_of_job.begin(), shelf_of_job.end(), job, before);
    return static_cast<std::size_t>(found - shelf_of_job.begin());
}

bool WaitingGroups::same(Group const& group, state::Job const& job) const {
    return group.width == job.what.width.count() && group.home == job.what.input_home;
}

void WaitingGroups::insert(std::uint32_t group, state::Job const& head) {
    Place const place{scenario_->classes[head.what.workload_class].priority, head.arrival, head.number,
                      group};
    order_.insert(std::upper_bound(order_.begin(), order_.end(), place), place);
}

}  // namespace meridian::scheduler
