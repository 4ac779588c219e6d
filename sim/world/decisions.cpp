// The brain at work: who is asked for, in what order, and what is done with the answers.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "sim/world/world.hpp"

namespace meridian::world {

using scheduler::Answer;
using scheduler::Reason;
using scheduler::WaitingGroups;
using state::Job;

namespace {

bool goes_before(Scenario const& scenario, Job const& one, Job const& other) {
    int const p = scenario.classes[one.what.workload_class].priority;
    int const q = scenario.classes[other.what.workload_class].priority;
    if (p != q) return p < q;
    if (one.arrival != other.arrival) return one.arrival < other.arrival;
    return one.number < other.number;
}

}  // namespace

void World::decide() {
    std::sort(new_.begin(), new_.end(),
              [&](JobId a, JobId b) { return goes_before(scenario_, state_.jobs[a], state_.jobs[b]); });
    if (any_period_) batch_arrivals();
    if (scenario_.sensing.decision_time > Duration{0}) return think();
    // A job that comes back, from a deferral or a pool, may go before those of its group that wait.
    bool const all_new = std::all_of(new_.begin(), new_.end(),
                                     [&](JobId const id) { return state_.jobs[id].away == Duration{0}; });
    if (groups_.size() == 0 || (freed_.empty() && all_new)) {
        decide_arrivals();
    } else {
        admit_arrivals();
        while (auto const group = due_group())
            decide_group(*group);
    }
    new_.clear();
    nothing_is_due();
}

// No room was freed for those who wait, so only jobs that open a group are asked for.
void World::decide_arrivals() {
    for (JobId const id : new_) {
        Job const& job = state_.jobs[id];
        if (auto const why = impossible_because(job)) {
            refuse(id, *why);
        } else if (groups_.size() > 0 && groups_.has_group(job)) {
            groups_.add(id, state_.jobs, false);
        } else {
            Answer const& answer = ask(id);
            auto const* const wait = std::get_if<scheduler::Wait>(&answer.decision);
            if (wait == nullptr) {
                carry_out(answer);
            } else {
                groups_.told_to_wait(groups_.add(id, state_.jobs, false), wait->why);
            }
        }
    }
}

void World::admit_arrivals() {
    for (JobId const id : new_) {
        if (auto const why = impossible_because(state_.jobs[id])) {
            refuse(id, *why);
        } else {
            groups_.add(id, state_.jobs, true);
        }
    }
    new_.clear();
}

// The next group, in order, that is fresh or could use a site where room was freed; each is told to wait
// once.
std::optional<WaitingGroups::Group> World::due_group() {
    if (room_is_stale_) measure_room();
    auto const fresh = groups_.first_fresh();
    while (!freed_.empty()) {
        auto const fitting = groups_.first_fitting(told_, room_);
        if (!fitting) break;
        if (fresh && groups_.position(*fresh) <= groups_.position(*fitting)) return fresh;
        if (room_was_freed_for(state_.jobs[groups_.head(*fitting)])) return fitting;
        // What is free is spread over sites, or was taken since it was measured.
        if (room_is_stale_) {
            measure_room();
        } else {
            told_ = groups_.position(*fitting);
        }
    }
    return fresh;
}

void World::decide_group(WaitingGroups::Group group) {
    JobId const id = groups_.head(group);
    WaitingGroups::Position const position = groups_.position(group);
    Answer const& answer = ask(id);
    if (auto const* wait = std::get_if<scheduler::Wait>(&answer.decision)) {
        groups_.told_to_wait(group, wait->why);
        if (!told_ || *told_ < position) told_ = position;
        return;
    }
    if (auto const why = groups_.reason(group)) note_wait(id, *why);
    groups_.take_head(group, state_.jobs);
    carry_out(answer);
    room_is_stale_ = true;
}

void World::measure_room() {
    room_is_stale_ = false;
    room_.assign(scenario_.classes.size(), WaitingGroups::Room{});
    state::Levels const& seen = sensor_.seen();
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    for (SiteId const s : freed_) {
        auto const input =
            static_cast<std::int64_t>(std::clamp(seen.sites[s].storage_headroom(), WideCount{-1}, most));
        for (ClassId const c : scenario_.classes.keys()) {
            WaitingGroups::Room& room = room_[c.index];
            room.input = std::max(room.input, input);
            room.width = std::max(room.width, std::int64_t{0});  // for jobs without accelerators
            for (PoolId const p : state_.pools_of(s)) {
                auto const now = static_cast<std::int64_t>(seen.room[p]);
                room.width = std::max(room.width, std::min(now, state_.widest(c, p)));
            }
        }
    }
}

void World::nothing_is_due() {
    freed_.clear();
    told_.reset();
    room_is_stale_ = true;
}

bool World::room_was_freed_for(Job const& job) const {
    return std::any_of(freed_.begin(), freed_.end(), [&](SiteId const site) {
        return view_.latency(job.what.origin, site) != Duration::max() && view_.room(job, site).has_value();
    });
}

// With a decision time the brain thinks of one job at a time, and answers by what it sees at the end.
void World::think() {
    admit_arrivals();
    if (thinking_) return;
    if (!due_group()) return nothing_is_due();
    thinking_ = true;
    push(later(now_, scenario_.sensing.decision_time), engine::Rank::decision, Kind::decision_end, 0);
}

void World::end_decision() {
    thinking_ = false;
    if (auto const group = due_group()) decide_group(*group);
    think();
}

// Jobs of classes whose policies have a period wait for its next multiple.
void World::batch_arrivals() {
    auto const asked_now = std::stable_partition(new_.begin(), new_.end(), [&](JobId const id) {
        return brain_.period(brain_.chain(state_.jobs[id].what.workload_class)) == Duration{0};
    });
    for (auto at = asked_now; at != new_.end(); ++at) {
        Job const& job = state_.jobs[*at];
        if (auto const why = impossible_because(job)) {
            refuse(*at, *why);
            continue;
        }
        auto const chain = brain_.chain(job.what.workload_class);
        batches_[chain].jobs.push_back(*at);
        if (!batches_[chain].ticks) schedule_tick(chain, now_);
    }
    new_.erase(asked_now, new_.end());
}

void World::schedule_tick(scheduler::Brain::ChainIndex chain, SimTime earliest) {
    batches_[chain].ticks = true;
    std::int64_t const period = brain_.period(chain).count();
    std::int64_t const since_start = earliest.time_since_epoch().count();
    std::int64_t const multiple = (since_start + period - 1) / period * period;
    push(SimTime{Duration{multiple}}, engine::Rank::decision, Kind::tick, chain);
}

// The period is over: the brain begins to think of all that wait.
void World::tick(scheduler::Brain::ChainIndex chain) {
    auto const asked = static_cast<std::int64_t>(batches_[chain].jobs.size());
    Duration const each = scenario_.sensing.decision_time;
    if (each == Duration{0}) return decide_batch(chain);
    Duration const thought = asked > longest_duration / each ? longest_duration : asked * each;
    push(later(now_, thought), engine::Rank::decision, Kind::batch_end, chain);
}

void World::decide_batch(scheduler::Brain::ChainIndex chain) {
    Batch& batch = batches_[chain];
    batch.ticks = false;
    // Those that wait are in order; the new ones mostly belong behind them.
    auto const before = [&](JobId a, JobId b) {
        return goes_before(scenario_, state_.jobs[a], state_.jobs[b]);
    };
    auto const first_new = batch.jobs.begin() + static_cast<std::ptrdiff_t>(batch.waiting);
    std::sort(first_new, batch.jobs.end(), before);
    if (first_new != batch.jobs.end()) {
        auto const from = std::upper_bound(batch.jobs.begin(), first_new, *first_new, before);
        std::inplace_merge(from, first_new, batch.jobs.end(), before);
    }
    if (sensor_.sees_the_present()) sense_links();
    answers_.clear();
    brain_.decide(chain, batch.jobs, view_, answers_);
    batch.jobs.clear();
    for (Answer const& answer : answers_.answers()) {
        tell_listeners(answer);
        auto const* const wait = std::get_if<scheduler::Wait>(&answer.decision);
        if (wait == nullptr) {
            carry_out(answer);
            continue;
        }
        note_wait(answer.job, wait->why);
        batch.jobs.push_back(answer.job);
    }
    batch.waiting = batch.jobs.size();
    if (!batch.jobs.empty()) schedule_tick(chain, now_ + Duration{1});
}

// Why no site that the job's origin reaches could run the job even if it were empty; nothing if one could.
std::optional<Reason> World::impossible_because(Job const& job) const {
    std::size_t const row = job.what.workload_class.index * scenario_.regions.size() + job.what.origin.index;
    std::int64_t const width = job.what.width.count();
    if (width <= surely_possible_[row]) return std::nullopt;
    if (width > 0 && width > widest_[row])
        return width > widest_when_empty_[row] ? Reason::no_pool_can_run_it : Reason::services_need_the_room;
    auto const sites = view_.sites_by_latency(job.what.origin);
    bool const possible = std::any_of(
        sites.begin(), sites.end(), [&](SiteId const site) { return view_.possible(job, site).has_value(); });
    if (possible) return std::nullopt;
    bool const admitted = std::any_of(sites.begin(), sites.end(), [&](SiteId const site) {
        auto const pools = view_.pools_of(site);
        return view_.admits(job, site) &&
               (width == 0 || std::any_of(pools.begin(), pools.end(),
                                          [&](PoolId const pool) { return view_.could_run(job, pool); }));
    });
    if (!admitted) return Reason::data_may_not_leave;
    return Reason::no_storage_can_hold_it;  // some pool could run it, so it is the input that fits nowhere
}

// The answer lives until the next question.
Answer const& World::ask(JobId id) {
    if (sensor_.sees_the_present()) sense_links();
    answers_.clear();
    brain_.decide(brain_.chain(state_.jobs[id].what.workload_class), {&id, 1}, view_, answers_);
    Answer const& answer = answers_.answers().front();
    tell_listeners(answer);
    return answer;
}

void World::tell_listeners(Answer const& answer) {
    for (scheduler::DecisionListener* listener : options_.decision_listeners)
        listener->decided(view_, answer);
}

void World::note_wait(JobId id, Reason why) {
    state_.jobs[id].waited_because = why;
}

// Precondition: the answer is not Wait.
void World::carry_out(Answer const& answer) {
    JobId const id = answer.job;
    if (auto const* place = std::get_if<scheduler::Place>(&answer.decision)) {
        check(id, *place, answer.policy);
        return commit(id, *place);
    }
    if (auto const* defer = std::get_if<scheduler::Defer>(&answer.decision)) {
        if (defer->until <= now_) {
            throw PolicyFault{fmt::format("policy '{}' deferred job {} into the past", answer.policy,
                                          state_.jobs[id].number)};
        }
        state_.jobs.move(id, state::JobPhase::deferred, now_);
        recorder_.deferred(now_, state_.jobs[id]);
        return push(defer->until, engine::Rank::arrival, Kind::deferral_end, id.index);
    }
    refuse(id, std::get<scheduler::Refuse>(answer.decision).why);
}

void World::check(JobId id, scheduler::Place const& place, std::string_view policy) const {
    Job const& job = state_.jobs[id];
    bool possible = place.site.index < scenario_.sites.size() &&
                    view_.latency(job.what.origin, place.site) != Duration::max() &&
                    view_.could_store(job, place.site);
    if (possible && job.what.width.count() > 0) {
        possible = place.pool.index < scenario_.pools.size() &&
                   scenario_.pools[place.pool].site == place.site && view_.could_run(job, place.pool);
    }
    if (!possible || (job.what.width.count() == 0 && place.pool.valid())) {
        throw PolicyFault{
            fmt::format("policy '{}' placed job {} where it could never run", policy, job.number)};
    }
    NodeId const there = scenario_.sites[place.site].node;
    if (place.path.valid() && !view_.is_choice(place.path, job.what.input_home, there)) {
        throw PolicyFault{fmt::format("policy '{}' sent the input of job {} over a path that is no choice",
                                      policy, job.number)};
    }
}

}  // namespace meridian::world
