#include "sim/world/world.hpp"

#include <algorithm>

#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"

namespace meridian::world {
namespace {

constexpr std::uint64_t events_between_looks = 32;  // some take milliseconds
#ifdef MERIDIAN_SLOW_CHECKS
constexpr std::uint64_t events_between_checks = 8192;
#endif

std::vector<NodeId> site_nodes(Scenario const& scenario) {
    std::vector<NodeId> nodes;
    for (Site const& site : scenario.sites)
        nodes.push_back(site.node);
    return nodes;
}

scheduler::Brain brain_of(Scenario const& scenario, std::unique_ptr<scheduler::Policy> instead) {
    if (!instead) return scheduler::make_brain(scenario, engine::RandomSource{scenario.seed, scenario.run});
    std::vector<scheduler::NamedPolicy> one;
    one.push_back({"given", std::move(instead)});
    return scheduler::Brain{std::move(one)};
}

}  // namespace

World::World(Scenario const& scenario, RunOptions options)
    : scenario_{scenario},
      options_{std::move(options)},
      searches_{options_.monitor},
      shortest_{scenario.map, site_nodes(scenario), &searches_},
      paths_{scenario_.map, shortest_, scenario.path_choices},
      geography_{scenario_, shortest_},
      series_{scenario_},
      service_times_{scenario_},
      state_{scenario_, options_.listeners},
      arrivals_{scenario_, engine::RandomSource{scenario.seed, scenario.run}, &searches_},
      listed_{scenario_},
      gaps_{engine::RandomSource{scenario.seed, scenario.run}},
      brain_{brain_of(scenario, std::move(options_.policy))},
      discipline_{scheduler::make_discipline(scenario.discipline, scenario)},
      transfers_{transfer::make(scenario.network, {scenario_.map, paths_, state_.links})},
      sensor_{scenario.sensing, state_, brain_.senses_links()},
      view_{{scenario_, geography_, series_, service_times_, state_, sensor_.seen(), paths_}},
      decisions_{{scenario_, state_, view_, brain_, *this}, discipline_->waiting_rule()},
      recorder_{scenario_, state_, geography_, series_},
      storage_queues_{scenario.sites.size()},
      retained_{scenario.classes.size()},
      newest_lent_{scenario.pools.size()} {
    state_.listeners.add(recorder_);
    if (options_.tap != nullptr) transfers_ = options_.tap->around(std::move(transfers_));
    find_calm_places();
    begin_serving();
    decisions_.services_reserved();
    schedule_arrivals();
    schedule_outages();
    schedule_marks();
}

void World::schedule_arrivals() {
    for (std::uint32_t i = 0; i < arrivals_.streams(); ++i) {
        if (auto const when = arrivals_.next(i)) push(*when, engine::Rank::arrival, Kind::arrival, i);
    }
    schedule_listed();
}

void World::schedule_listed() {
    next_listed_ = listed_.next();
    if (next_listed_ != nullptr) push(next_listed_->arrival, engine::Rank::arrival, Kind::listed_arrival, 0);
}

void World::schedule_marks() {
    // The window opens before anything that happens at its first instant and closes likewise.
    push(SimTime{scenario_.warmup}, engine::Rank::failure, Kind::window_begin, 0);
    push(SimTime{scenario_.horizon}, engine::Rank::failure, Kind::window_end, 0);
    if (scenario_.bin < scenario_.horizon)
        push(SimTime{scenario_.bin}, engine::Rank::report, Kind::bin_end, 0);
    if (!sensor_.sees_the_present())
        push(SimTime{scenario_.sensing.interval}, engine::Rank::report, Kind::look, 0);
}

bool World::run() {
    while (step()) {
#ifdef MERIDIAN_SLOW_CHECKS
        if (events_ % events_between_checks == 0) check_laws();
#endif
        if (events_ % events_between_looks != 0) continue;
        if (options_.monitor && !options_.monitor->keep_going(now_, events_)) return false;
    }
    return true;
}

// Handles the next event and what the brain makes of it. False when the run is over.
bool World::step() {
    bool const over = window_closed_ && (scenario_.end == EndRule::cut || recorder_.outstanding() == 0);
    SimTime const next = queue_.empty() ? next_transfer_ : std::min(queue_.top().when, next_transfer_);
    if (over || (queue_.empty() && next == SimTime::max())) return false;
    SimTime const last{scenario_.last_end()};
    if (next > last) {
        now_ = last;
        at_last_end_ = true;
        return false;
    }
    now_ = next;
    view_.advance(now_);
    ++events_;
    bool const transfers_first = next_transfer_ == next && (queue_.empty() || queue_.top().when > next ||
                                                            queue_.top().rank() >= engine::Rank::completion);
    if (transfers_first) {
        finish_transfers();
    } else if (Kind{queue_.top().kind} == Kind::arrival) {
        take_arrival();
    } else {
        handle(queue_.pop());
    }
    if (decisions_.is_due() && instant_is_settled()) decisions_.decide();
    if (!pools_to_ask_.empty() && instant_is_settled()) start_ready();
    return true;
}

// The next of the stream takes the place of this one in the queue.
void World::take_arrival() {
    std::uint32_t const stream = queue_.top().subject;
    arrive(arrivals_.take(stream));
    if (auto const when = arrivals_.next(stream)) {
        queue_.replace(*when, engine::Rank::arrival, static_cast<std::uint32_t>(Kind::arrival), stream);
    } else {
        queue_.pop();
    }
}

void World::take_listed() {
    JobDescription what = next_listed_->job;
    std::string const name = next_listed_->name;
    what.entity = engine::name_hash("listed jobs");
    what.draw = listed_taken_++;
    if (what.calendar.valid()) {
        what.entity = engine::name_hash("calendar\x1f" + scenario_.calendar[what.calendar].key);
        what.draw = 0;
    }
    schedule_listed();
    arrive(what, name);
}

void World::handle(engine::Event const& event) {
    switch (static_cast<Kind>(event.kind)) {
        case Kind::arrival:
            break;  // by take_arrival()
        case Kind::listed_arrival:
            return take_listed();
        case Kind::work_end:
            return end_work(JobId{event.subject});
        case Kind::deferral_end:
            return end_deferral(JobId{event.subject});
        case Kind::decision_end:
            return decisions_.end_decision();
        case Kind::tick:
            return decisions_.tick(event.subject);
        case Kind::batch_end:
            return decisions_.decide_batch(event.subject);
        case Kind::look:
            return look();
        case Kind::look_arrives:
            return look_arrives();
        case Kind::retention_end:
            return end_retention(ClassId{event.subject});
        case Kind::epoch:
            return epoch();
        case Kind::outage_begin:
            return begin_outage(scenario_.outages[event.subject]);
        case Kind::outage_end:
            return end_outage(scenario_.outages[event.subject]);
        case Kind::window_begin:
            transfers_->measure(now_, transfer::TransferModel::Measure::all);
            state_.listeners.notify(&state::RunListener::window_opened, now_);
            return mark_window(state::WindowMark::opens);
        case Kind::window_end:
            transfers_->measure(now_, transfer::TransferModel::Measure::all);
            state_.listeners.notify(&state::RunListener::bin_ended, now_);
            state_.listeners.notify(&state::RunListener::window_closed, now_, sensor_.seen());
            mark_window(state::WindowMark::closes);
            window_closed_ = true;
            return;
        case Kind::bin_end: {
            state_.listeners.notify(&state::RunListener::bin_ended, now_);
            SimTime const next = now_ + scenario_.bin;
            if (next < SimTime{scenario_.horizon}) push(next, engine::Rank::report, Kind::bin_end, 0);
            return;
        }
    }
}

bool World::instant_is_settled() const {
    if (next_transfer_ == now_) return false;
    return queue_.empty() || queue_.top().when > now_ || queue_.top().rank() > engine::Rank::arrival;
}

void World::push(SimTime when, engine::Rank rank, Kind kind, std::uint32_t subject) {
    queue_.push(when, rank, static_cast<std::uint32_t>(kind), subject);
}

void World::set_timer(SimTime when, scheduler::DecisionTimer timer, scheduler::Brain::ChainIndex chain) {
    constexpr Kind kinds[]{Kind::decision_end, Kind::tick, Kind::batch_end};  // by timer
    push(when, engine::Rank::decision, kinds[static_cast<std::size_t>(timer)], chain);
}

void World::check_laws() const {
    auto const broken = state::broken_laws(state_, scenario_);
    if (!broken.empty()) throw std::logic_error{"a law of the state is broken: " + broken.front()};
}

void World::leave_unfinished() {
    std::vector<JobId> left;
    for (std::uint32_t slot = 0; slot < state_.jobs.slots().size(); ++slot) {
        if (state_.jobs.slots()[slot].phase != state::JobPhase::gone) left.push_back(JobId{slot});
    }
    std::ranges::sort(left, {}, [&](JobId const id) { return state_.jobs[id].number; });
    for (JobId const id : left)
        state_.jobs.leave_unfinished(id, now_);
}

observe::Ledger World::ledger() {
    if (!options_.listeners.empty()) leave_unfinished();
    decisions_.note_waits();
    transfers_->measure(now_, transfer::TransferModel::Measure::all);
    transfer::ByteCounts const bytes = transfers_->bytes();
    observe::Ledger ledger =
        recorder_.finish(now_, events_, {bytes.started, bytes.arrived, bytes.cancelled, bytes.in_flight});
    if (at_last_end_ && scenario_.end == EndRule::drain) ledger.cut_by_drain_limit = recorder_.outstanding();
    return ledger;
}

}  // namespace meridian::world
