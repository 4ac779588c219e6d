// Jobs that are decided together, at the multiples of a period.
#include <algorithm>
#include <utility>

#include "sim/scheduler/decision_loop.hpp"

namespace meridian::scheduler {

using state::Job;

// Jobs of classes whose policies have a period wait for its next multiple.
void DecisionLoop::batch_arrivals() {
    auto const asked_now = std::stable_partition(
        new_.begin(), new_.end(), [&](JobId const id) { return is_asked_one_by_one(of_.state.jobs[id]); });
    for (auto at = asked_now; at != new_.end(); ++at) {
        Job const& job = of_.state.jobs[*at];
        if (auto const why = admission_.obstacle(job)) {
            of_.actions.reject(*at, *why);
            continue;
        }
        auto const chain = of_.brain.chain(job.what.workload_class);
        add(*at, false);
        if (!ticks_[chain]) schedule_tick(chain, of_.view.now());
    }
    new_.erase(asked_now, new_.end());
}

void DecisionLoop::schedule_tick(Brain::ChainIndex chain, SimTime earliest) {
    ticks_[chain] = true;
    std::int64_t const period = of_.brain.period(chain).count();
    std::int64_t const since_start = earliest.time_since_epoch().count();
    std::int64_t const multiple = (since_start + period - 1) / period * period;
    of_.actions.set_timer(SimTime{Duration{multiple}}, DecisionTimer::tick, chain);
}

// Some of the chain's jobs wait: they are asked for again with the next period, or once something has changed.
void DecisionLoop::schedule_next_tick(Brain::ChainIndex chain) {
    ticks_[chain] = false;
    if (!of_.brain.waits_for_change(chain)) schedule_tick(chain, of_.view.now() + Duration{1});
}

// Room was freed: batches that wait for it are decided in this instant.
void DecisionLoop::schedule_changed() {
    for (Brain::ChainIndex chain = 0; chain < of_.brain.chains(); ++chain) {
        if (!of_.brain.waits_for_change(chain) || ticks_[chain] || !has_waiting(chain)) continue;
        schedule_tick(chain, of_.view.now());
    }
}

// The period is over: the brain begins to think of all that wait.
void DecisionLoop::tick(Brain::ChainIndex chain) {
    if (time().is_none()) return decide_batch(chain);
    Duration thought_for{};
    if (time().is_model()) {
        thought_for = time().of(batch_by_rank(chain).size());
    } else {
        if (!ask_batch(chain)) return;
        thought_for = thought(batches_[chain].answers);
        if (thought_for == Duration{0}) return take_batch(chain);
    }
    of_.actions.set_timer(later(of_.view.now(), thought_for), DecisionTimer::batch_end, chain);
}

void DecisionLoop::decide_batch(Brain::ChainIndex chain) {
    if (time().is_model() && !ask_batch(chain)) return;
    take_batch(chain);
}

// Was there anybody to ask for?
bool DecisionLoop::ask_batch(Brain::ChainIndex chain) {
    std::vector<JobId>& asked = batches_[chain].asked;
    asked = batch_by_rank(chain);
    if (asked.empty()) {
        ticks_[chain] = false;
        return false;
    }
    if (rule_.holds_back()) asked = open_to(chain, waiting_by_rank());
    if (asked.empty()) {
        schedule_next_tick(chain);
        return false;
    }
    consult_for(chain, asked, batches_[chain].answers);
    return true;
}

void DecisionLoop::take_batch(Brain::ChainIndex chain) {
    ticks_[chain] = false;
    std::vector<std::pair<JobId, Answer*>> rows;
    for (Answer& answer : batches_[chain].answers.answers())
        rows.emplace_back(answer.job, &answer);
    std::ranges::sort(rows, {}, &std::pair<JobId, Answer*>::first);
    order_->begin();
    for (JobId const id : rule_.holds_back() ? waiting_by_rank() : batches_[chain].asked) {
        auto const row = std::ranges::lower_bound(rows, id, {}, &std::pair<JobId, Answer*>::first);
        if (row == rows.end() || row->first != id)
            order_->stays(context().member(id));
        else
            decide_of_batch(*row->second);
    }
    if (has_waiting(chain)) schedule_next_tick(chain);
    has_changed_ = true;
    if (!time().is_none()) return go_on();
    walk();
}

// Of a chain's jobs, by rank: those that have come since the last period, and those that find room which is not
// closed to them by what waits before, no more of them than there is room for.
std::vector<JobId> DecisionLoop::open_to(Brain::ChainIndex chain, std::vector<JobId> const& all) {
    std::vector<JobId> open;
    double room = 0.0;
    double widest = 0.0;
    for (double const of_pool : of_.view.levels().room) {
        room += std::max(of_pool, 0.0);
        widest = std::max(widest, of_pool);
    }
    auto const may_go = [&](JobId const id) {
        Job const& job = of_.state.jobs[id];
        return of_.brain.chain(job.what.workload_class) == chain &&
               (!job.waited_because || static_cast<double>(job.what.width.count()) <= widest);
    };
    if (std::ranges::none_of(all, may_go)) return open;
    order_->begin();
    has_changed_ = true;  // this walk is not the one of the jobs that are asked for one by one
    for (JobId const id : all) {
        Job const& job = of_.state.jobs[id];
        Member const member = context().member(id);
        order_->turn(member);
        bool const is_of_chain = of_.brain.chain(job.what.workload_class) == chain;
        bool const finds_room = is_of_chain && room > 0.0 && finds_open_room(member);
        if (finds_room) room -= static_cast<double>(job.what.width.count());
        if (finds_room || (is_of_chain && !job.waited_because)) {
            open.push_back(id);
        } else {
            order_->stays(member);
        }
    }
    return open;
}

bool DecisionLoop::finds_open_room(Member member) {
    Job const& job = of_.state.jobs[groups_.job(member.group, member.at)];
    SlotSet const& eligible = groups_.eligible(member.group);
    for (std::size_t slot = eligible.find_first(); slot != SlotSet::npos; slot = eligible.find_next(slot)) {
        if (due_.has_room(job, slot) && order_->admits(job, slots_.site(slot), slots_.pool(slot)))
            return true;
    }
    return false;
}

// The policies did not know what is closed when they chose for all: a job whose place is held for others is asked for
// alone, if that takes no time.
void DecisionLoop::decide_of_batch(Answer& in_batch) {
    Member const member = context().member(in_batch.job);
    order_->turn(member);
    bool const was_placed = std::holds_alternative<Placement>(in_batch.decision);
    if (rule_.holds_back()) hold_back(in_batch);
    bool const is_held_back = was_placed && std::holds_alternative<Wait>(in_batch.decision) &&
                              takes_no_time(of_.state.jobs[in_batch.job]);
    if (!is_held_back) of_.state.listeners.decided(of_.view, in_batch);
    Answer const& answer = is_held_back ? ask(in_batch.job, order_.get()) : in_batch;
    auto const* const wait = std::get_if<Wait>(&answer.decision);
    if (wait == nullptr) return leave(member, answer);
    of_.state.jobs[answer.job].waited_because = wait->why;
    order_->stays(member);
}

// Of the last batch of the job's chain; of a model it has passed.
bool DecisionLoop::takes_no_time(Job const& job) const {
    return time().is_model() ||
           thought(batches_[of_.brain.chain(job.what.workload_class)].answers) == Duration{0};
}

bool DecisionLoop::has_waiting(Brain::ChainIndex chain) const {
    bool found = false;
    groups_.for_each_group([&](WaitingGroups::Group group) {
        found = found || (groups_.size(group) > 0 && of_.brain.chain(groups_.workload_class(group)) == chain);
    });
    return found;
}

std::vector<JobId> DecisionLoop::batch_by_rank(Brain::ChainIndex chain) const {
    std::vector<JobId> jobs = waiting_by_rank();
    std::erase_if(jobs, [&](JobId const id) {
        return of_.brain.chain(of_.state.jobs[id].what.workload_class) != chain;
    });
    return jobs;
}

std::vector<JobId> DecisionLoop::waiting_by_rank() const {
    std::vector<std::pair<Rank, JobId>> ranked;
    groups_.for_each_group([&](WaitingGroups::Group group) {
        for (std::size_t i = 0; i < groups_.size(group); ++i)
            ranked.emplace_back(groups_.rank(groups_.job(group, i)), groups_.job(group, i));
    });
    std::ranges::sort(ranked);
    std::vector<JobId> jobs;
    jobs.reserve(ranked.size());
    for (auto const& [rank, id] : ranked)
        jobs.push_back(id);
    return jobs;
}

}  // namespace meridian::scheduler
