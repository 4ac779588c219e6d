#include "sim/scheduler/decision_loop.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace meridian::scheduler {

using state::Job;

DecisionLoop::DecisionLoop(Parts const& parts, WaitingRule const& rule)
    : of_{parts},
      rule_{rule},
      admission_{of_.view},
      slots_{of_.scenario},
      reaches_{of_.scenario, slots_, [this](Job const& job) { return find_eligible(job); }},
      groups_{of_.scenario, of_.state.jobs, reaches_, rule},
      due_{slots_, reaches_, of_.view},
      commitments_{of_.view},
      order_{make_waiting_order(rule, {of_.view, of_.brain, groups_, due_, commitments_, slots_})},
      ticks_(of_.brain.chains()),
      answers_{of_.state.listeners.trace_decisions()},
      batches_(of_.brain.chains(), Batch{{}, Decisions{of_.state.listeners.trace_decisions()}}),
      hold_back_{[this](Answer& answer) { hold_back(answer); }} {
    for (Brain::ChainIndex chain = 0; chain < of_.brain.chains(); ++chain)
        any_period_ = any_period_ || of_.brain.period(chain) > Duration{0};
    for (Brain::ChainIndex chain = 0; chain < of_.brain.chains(); ++chain)
        any_batches_ = any_batches_ || of_.brain.waits_for_change(chain);
}

void DecisionLoop::room_freed(SiteId site) {
    order_->room_freed(site);
    ++changes_;
    if (any_batches_) schedule_changed();
    if (asked_one_by_one_ == 0 && new_.empty()) return;
    due_.add(site);
    has_changed_ = true;
}

void DecisionLoop::decide() {
    std::ranges::sort(new_, {}, [&](JobId const id) { return groups_.rank(id); });
    if (any_period_) batch_arrivals();
    if (!time().is_none()) return go_on();
    // Jobs that come together may hold reservations against each other.
    bool const reserve_together = rule_.reservations > 1 && new_.size() > 1;
    if (groups_.size() == 0 && !reserve_together) decide_alone();
    admit_arrivals();
    walk();
}

// While nobody waits, there is nobody to be held back for.
void DecisionLoop::decide_alone() {
    due_.clear();
    std::size_t asked = 0;
    while (asked < new_.size() && groups_.size() == 0) {
        JobId const id = new_[asked++];
        if (auto const why = admission_.obstacle(of_.state.jobs[id])) {
            of_.actions.reject(id, *why);
            continue;
        }
        Answer const& answer = ask(id, nullptr);
        if (auto const* wait = std::get_if<Wait>(&answer.decision)) {
            groups_.set_waiting(add(id, false).group, wait->why);
        } else {
            carry_out(answer);
        }
    }
    new_.erase(new_.begin(), new_.begin() + static_cast<std::ptrdiff_t>(asked));
}

void DecisionLoop::admit_arrivals() {
    for (JobId const id : new_) {
        if (auto const why = admission_.obstacle(of_.state.jobs[id])) {
            of_.actions.reject(id, *why);
        } else {
            Member const member = add(id, true);
            // No policy uses a site for it, so it takes no place in the order.
            if (rule_.holds_back() && groups_.eligible(member.group).none()) decide_member(member);
        }
    }
    new_.clear();
}

Member DecisionLoop::add(JobId id, bool fresh) {
    Job const& job = of_.state.jobs[id];
    WaitingGroups::Group const group = groups_.add(id, fresh);
    if (is_asked_one_by_one(job)) ++asked_one_by_one_;
    order_->joined(id);
    has_changed_ = true;
    return {group, groups_.place_of(group, id)};
}

SlotSet DecisionLoop::find_eligible(Job const& job) const {
    SlotSet eligible = slots_.none();
    for (SiteId const site : of_.view.sites_by_latency(job.what.origin)) {
        if (!of_.view.could_store(job, site) || !of_.brain.uses(job, site, of_.view)) continue;
        if (job.what.width.count() == 0) eligible.set(slots_.of(site, PoolId{}));
        if (job.what.width.count() == 0) continue;
        for (PoolId const pool : of_.view.pools_of(site)) {
            if (of_.view.could_run(job, pool)) eligible.set(slots_.of(site, pool));
        }
    }
    return eligible;
}

void DecisionLoop::walk() {
    if (asked_one_by_one_ == 0) return due_.clear();
    begin_if_changed();
    while (auto const member = order_->next())
        decide_member(*member);
    due_.clear();
}

void DecisionLoop::begin_if_changed() {
    if (has_changed_) order_->begin();
    has_changed_ = false;
}

void DecisionLoop::decide_member(Member member) {
    JobId const id = groups_.job(member.group, member.at);
    settle(member, ask(id, rule_.holds_back() ? order_.get() : nullptr));
}

void DecisionLoop::settle(Member member, Answer const& answer) {
    if (auto const* wait = std::get_if<Wait>(&answer.decision)) {
        groups_.set_waiting(member.group, wait->why);
        order_->stays(member);
    } else {
        leave(member, answer);
    }
}

void DecisionLoop::leave(Member member, Answer const& answer) {
    JobId const id = groups_.job(member.group, member.at);
    ++changes_;
    if (auto const why = groups_.reason(member.group)) of_.state.jobs[id].waited_because = why;
    auto const* const place = std::get_if<Placement>(&answer.decision);
    order_->leaves(member, place ? std::optional{slots_.of(place->site, place->pool)} : std::nullopt);
    if (is_asked_one_by_one(of_.state.jobs[id])) --asked_one_by_one_;
    groups_.take(member.group, member.at);
    carry_out(answer);
}

// With a decision time the brain thinks of one job at a time.
void DecisionLoop::think() {
    admit_arrivals();
    if (is_thinking_) return;
    begin_if_changed();
    thought_of_ = order_->next();
    if (!thought_of_) return due_.clear();
    is_thinking_ = true;
    of_.actions.set_timer(later(of_.view.now(), time().of(1)), DecisionTimer::decision_end, 0);
}

// Of a model: it answers by what it sees now.
void DecisionLoop::end_decision() {
    is_thinking_ = false;
    if (reply_) return take_reply();
    if (has_changed_) {
        begin_if_changed();
        thought_of_ = order_->next();
    }
    if (auto const member = std::exchange(thought_of_, std::nullopt)) decide_member(*member);
    think();
}

// The answer lives until the next question.
Answer& DecisionLoop::ask(JobId id, PlacementGate const* gate) {
    Answer& answer = consult(id, gate);
    of_.state.listeners.decided(of_.view, answer);
    return answer;
}

Answer& DecisionLoop::consult(JobId id, PlacementGate const* gate) {
    of_.view.set_gate(gate);
    consult_for(of_.brain.chain(of_.state.jobs[id].what.workload_class), {&id, 1}, answers_,
                gate != nullptr ? hold_back_ : Brain::Review{});
    of_.view.set_gate(nullptr);
    return answers_.answers().front();
}

void DecisionLoop::consult_for(Brain::ChainIndex chain, std::span<JobId const> asked, Decisions& out,
                               Brain::Review const& review) {
    of_.actions.sense_links();
    out.clear();
    if (time().source != DecisionTime::Source::measured)
        return of_.brain.decide(chain, asked, of_.view, out, review);
    using Clock = std::chrono::steady_clock;
    auto const begun = Clock::now();
    of_.brain.decide(chain, asked, of_.view, out, review);
    measured_ = std::chrono::duration_cast<Duration>(Clock::now() - begun);
}

// A policy that queues answers with a place though that is closed; one that waits for room does not know why
// it finds none.
void DecisionLoop::hold_back(Answer& answer) {
    Job const& job = of_.state.jobs[answer.job];
    if (auto const* place = std::get_if<Placement>(&answer.decision)) {
        if (!may_go(job, *place)) answer.decision = Wait{Reason::behind_earlier_jobs};
        return;
    }
    auto* const wait = std::get_if<Wait>(&answer.decision);
    if (wait == nullptr || wait->why != Reason::sites_in_reach_are_full) return;
    if (finds_room_closed(job)) wait->why = Reason::behind_earlier_jobs;
}

bool DecisionLoop::may_go(Job const& job, Placement place) {
    PlacementGate const* const gate = of_.view.set_gate(nullptr);
    bool const has_room = due_.has_room(job, slots_.of(place.site, place.pool));
    of_.view.set_gate(gate);
    return has_room ? order_->admits(job, place.site, place.pool)
                    : order_->admits_to_queue(job, place.site, place.pool);
}

bool DecisionLoop::finds_room_closed(Job const& job) {
    PlacementGate const* const before = of_.view.set_gate(nullptr);
    bool found = false;
    SlotSet const& eligible = groups_.eligible(*groups_.group_of(job));
    for (std::size_t slot = eligible.find_first(); slot != SlotSet::npos && !found;
         slot = eligible.find_next(slot)) {
        found = due_.has_room(job, slot) && !order_->admits(job, slots_.site(slot), slots_.pool(slot));
    }
    of_.view.set_gate(before);
    return found;
}

// Precondition: the answer is not Wait.
void DecisionLoop::carry_out(Answer const& answer) {
    JobId const id = answer.job;
    if (auto const* at = std::get_if<Placement>(&answer.decision)) {
        check(id, *at, answer.policy);
        return place(id, *at);
    }
    if (auto const* defer = std::get_if<Defer>(&answer.decision)) {
        SimTime const now = of_.view.now();
        // It was not past when the answer was given.
        if (!time().is_model()) return of_.actions.defer(id, std::max(defer->until, now + Duration{1}));
        if (defer->until <= now) {
            throw PolicyFault{fmt::format("policy '{}' deferred job {} into the past", answer.policy,
                                          of_.state.jobs[id].number)};
        }
        return of_.actions.defer(id, defer->until);
    }
    of_.actions.reject(id, std::get<Reject>(answer.decision).why);
}

void DecisionLoop::place(JobId id, Placement const& place) {
    bool const is_counted = rule_.reservations > 0 && place.pool.valid();
    Duration const queue = is_counted ? of_.view.expected_queue(of_.state.jobs[id], place.pool) : Duration{0};
    of_.actions.commit(id, place);
    bool const is_there = of_.state.jobs[id].phase != state::JobPhase::deferred;  // the place is not lost
    if (is_counted && is_there) order_->placed(id, commitments_.placed(id, queue));
}

void DecisionLoop::check(JobId id, Placement const& place, std::string_view policy) const {
    Job const& job = of_.state.jobs[id];
    View const& view = of_.view;
    bool possible = place.site.index < of_.scenario.sites.size() &&
                    view.latency(job.what.origin, place.site) != Duration::max() &&
                    view.could_store(job, place.site);
    if (possible && job.what.width.count() > 0) {
        possible = place.pool.index < of_.scenario.pools.size() &&
                   of_.scenario.pools[place.pool].site == place.site && view.could_run(job, place.pool);
    }
    if (!possible || (job.what.width.count() == 0 && place.pool.valid())) {
        throw PolicyFault{
            fmt::format("policy '{}' placed job {} where it could never run", policy, job.number)};
    }
    NodeId const there = of_.scenario.sites[place.site].node;
    if (place.path.valid() && !view.is_choice(place.path, job.what.input_home, there)) {
        throw PolicyFault{fmt::format("policy '{}' sent the input of job {} over a path that is no choice",
                                      policy, job.number)};
    }
}

void DecisionLoop::started(JobId id) {
    if (rule_.reservations == 0 || !of_.state.jobs[id].pool.valid()) return;
    order_->restarted(id, commitments_.started(id));
}

void DecisionLoop::ended(JobId id, bool seen) {
    if (rule_.reservations == 0) return;
    Job const& job = of_.state.jobs[id];
    if (!seen) {
        order_->room_freed(job.site);
        return commitments_.ended_unseen(id, snapshots_taken_);
    }
    order_->freed({job.pool, job.what.width.count(), commitments_.ended(id)});
}

void DecisionLoop::snapshot_arrives() {
    ++snapshots_arrived_;
    for (Commitments::Freed const& room : commitments_.snapshot_arrives(snapshots_arrived_))
        order_->freed(room);
}

void DecisionLoop::note_waits() {
    groups_.for_each_group([&](WaitingGroups::Group group) {
        auto const why = groups_.reason(group);
        for (std::size_t i = 0; why && i < groups_.size(group); ++i)
            of_.state.jobs[groups_.job(group, i)].waited_because = why;
    });
}

}  // namespace meridian::scheduler
