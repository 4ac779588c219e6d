// The brain at work: who is asked for, in what order, and what is done with the answers.
#include <algorithm>

#include <fmt/format.h>

#include "sim/world/world.hpp"

namespace meridian::world {

using scheduler::Reason;
using state::Job;

void World::decide() {
    std::sort(new_.begin(), new_.end(), [&](JobId a, JobId b) {
        Job const& one = state_.jobs[a];
        Job const& other = state_.jobs[b];
        int const p = scenario_.classes[one.what.workload_class].priority;
        int const q = scenario_.classes[other.what.workload_class].priority;
        if (p != q) return p < q;
        if (one.arrival != other.arrival) return one.arrival < other.arrival;
        return one.number < other.number;
    });
    // A job that comes back from a deferral may go before those of its group that wait.
    bool const all_new = std::all_of(new_.begin(), new_.end(),
                                     [&](JobId const id) { return state_.jobs[id].deferred == Duration{0}; });
    if (groups_.size() == 0 || (freed_.empty() && all_new)) {
        decide_arrivals();
    } else {
        for (JobId const id : new_)
            admit(id);
        decide_groups();
    }
    new_.clear();
    freed_.clear();
}

// No room was freed for those who wait, so only jobs that open a group are asked for.
void World::decide_arrivals() {
    for (JobId const id : new_) {
        Job const& job = state_.jobs[id];
        if (auto const why = impossible_because(job)) {
            refuse(id, *why);
        } else if (groups_.size() > 0 && groups_.has_group(job)) {
            groups_.add(id, state_.jobs, false);
        } else if (!carry_out(ask(id))) {
            groups_.add(id, state_.jobs, false);
        }
    }
}

void World::admit(JobId id) {
    Job const& job = state_.jobs[id];
    if (auto const why = impossible_because(job)) return refuse(id, *why);
    groups_.add(id, state_.jobs, true);
}

// Walks the groups once, in order. A group is asked for while its head is new or could use a site where
// room was freed, until it is told to wait.
void World::decide_groups() {
    std::size_t at = 0;
    while (at < groups_.groups()) {
        JobId const id = groups_.head(at);
        if (!groups_.fresh(at) && !room_was_freed_for(state_.jobs[id])) {
            ++at;
            continue;
        }
        scheduler::Answer const& answer = ask(id);
        if (std::holds_alternative<scheduler::Wait>(answer.decision)) {
            carry_out(answer);
            groups_.told_to_wait(at);
            ++at;
            continue;
        }
        groups_.take_head(at, state_.jobs);
        carry_out(answer);
    }
}

bool World::room_was_freed_for(Job const& job) const {
    return std::any_of(freed_.begin(), freed_.end(),
                       [&](SiteId const site) { return view_.room(job, site).has_value(); });
}

// Why no site that the job's origin reaches could run the job even if it were empty; nothing if one could.
std::optional<Reason> World::impossible_because(Job const& job) const {
    std::size_t const row = job.what.workload_class.index * scenario_.regions.size() + job.what.origin.index;
    if (job.what.width.count() > 0 && job.what.width.count() > widest_[row])
        return Reason::no_pool_can_run_it;
    auto const sites = view_.sites_by_latency(job.what.origin);
    bool const possible = std::any_of(
        sites.begin(), sites.end(), [&](SiteId const site) { return view_.possible(job, site).has_value(); });
    if (possible) return std::nullopt;
    return Reason::no_storage_can_hold_it;  // some pool could run it, so it is the input that fits nowhere
}

scheduler::Answer const& World::ask(JobId id) {
    answers_.clear();
    brain_.decide(brain_.chain(state_.jobs[id].what.workload_class), {&id, 1}, view_, answers_);
    return answers_.answers().front();
}

bool World::carry_out(scheduler::Answer const& answer) {
    JobId const id = answer.job;
    if (auto const* place = std::get_if<scheduler::Place>(&answer.decision)) {
        check(id, *place, answer.policy);
        commit(id, *place);
        return true;
    }
    if (auto const* wait = std::get_if<scheduler::Wait>(&answer.decision)) {
        recorder_.told_to_wait(state_.jobs[id], wait->why);
        return false;
    }
    if (auto const* defer = std::get_if<scheduler::Defer>(&answer.decision)) {
        if (defer->until <= now_) {
            throw PolicyFault{fmt::format("policy '{}' deferred job {} into the past", answer.policy,
                                          state_.jobs[id].number)};
        }
        state_.jobs.move(id, state::JobPhase::deferred, now_);
        recorder_.deferred(now_, state_.jobs[id]);
        push(defer->until, engine::Rank::arrival, Kind::deferral_end, id.index);
        return true;
    }
    refuse(id, std::get<scheduler::Refuse>(answer.decision).why);
    return true;
}

void World::check(JobId id, scheduler::Place const& place, std::string_view policy) const {
    Job const& job = state_.jobs[id];
    bool possible = place.site.index < scenario_.sites.size() &&
                    view_.latency(job.what.origin, place.site) != Duration::max() &&
                    view_.possible(job, place.site).has_value();
    if (possible && job.what.width.count() > 0) {
        possible = place.pool.index < scenario_.pools.size() &&
                   scenario_.pools[place.pool].site == place.site && view_.could_run(job, place.pool);
    }
    if (!possible || (job.what.width.count() == 0 && place.pool.valid())) {
        throw PolicyFault{
            fmt::format("policy '{}' placed job {} where it could never run", policy, job.number)};
    }
}

}  // namespace meridian::world
