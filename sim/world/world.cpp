#include "sim/world/world.hpp"

#include <algorithm>
#include <map>

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

std::unique_ptr<transfer::TransferModel> model_of(Scenario const& scenario,
                                                  transfer::TransferNetwork const& around,
                                                  transfer::TransferTap* tap) {
    auto model = transfer::make(scenario.network, around);
    return tap == nullptr ? std::move(model) : tap->around(std::move(model));
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
      brain_{brain_of(scenario, std::move(options_.policy))},
      discipline_{scheduler::make_discipline(scenario.discipline, scenario)},
      sensor_{scenario.sensing, state_, brain_.senses_links()},
      view_{{scenario_, geography_, series_, service_times_, state_, sensor_.seen(), paths_}},
      decisions_{{scenario_, state_, view_, brain_, *this}, discipline_->waiting_rule()},
      recorder_{scenario_, state_, geography_, series_},
      transport_{{scenario_, paths_, state_, *this},
                 model_of(scenario_, {scenario_.map, paths_, state_.links}, options_.tap)},
      jobs_{{scenario_, service_times_, state_, view_, sensor_, *discipline_, *this}} {
    state_.listeners.add(recorder_);
    for (state::RunListener* const listener : brain_.listeners())
        state_.listeners.add(*listener);
    if (!scenario_.services.empty())
        services_.emplace(service::ServiceLoop::Parts{scenario_, geography_, series_, paths_, state_, *this});
    decisions_.services_reserved();
    schedule_arrivals();
    timeline_ = {scenario_, engine::RandomSource{scenario_.seed, scenario_.run}};
    capacity_.emplace(
        CapacityEvents::Parts{scenario_, state_, transport_, jobs_, services_ ? &*services_ : nullptr});
    schedule_marks();
}

void World::schedule_arrivals() {
    for (std::uint32_t i = 0; i < arrivals_.streams(); ++i) {
        if (auto const when = arrivals_.next(i)) push(*when, engine::EventRank::arrival, Kind::arrival, i);
    }
    if (auto const when = listed_.next()) push(*when, engine::EventRank::arrival, Kind::listed_arrival);
}

void World::schedule_marks() {
    push(SimTime{scenario_.warmup}, engine::EventRank::bookkeeping, Kind::window_begin);
    push(SimTime{scenario_.horizon}, engine::EventRank::bookkeeping, Kind::window_end);
    if (scenario_.bin < scenario_.horizon)
        push(SimTime{scenario_.bin}, engine::EventRank::bookkeeping, Kind::bin_end);
    if (sensor_.sees_the_present()) return;
    // After the first epoch of the services, which is scheduled before.
    push(SimTime{}, engine::EventRank::epoch, Kind::sensing_begin);
    push(SimTime{scenario_.sensing.interval}, engine::EventRank::report, Kind::snapshot);
}

bool World::run() {
    return run_before(SimTime::max());
}

void World::run_until(SimTime instant) {
    static_cast<void>(run_before(instant));
}

// False if the monitor stopped it.
bool World::run_before(SimTime instant) {
    for (SimTime next = next_instant(); !is_over() && next < instant && step(next); next = next_instant()) {
#ifdef MERIDIAN_SLOW_CHECKS
        if (events_ % events_between_checks == 0) check_laws();
#endif
        if (events_ % events_between_looks != 0) continue;
        if (options_.monitor && !options_.monitor->keep_going(now_, events_)) return false;
    }
    return true;
}

void World::adopt_events(SimTime instant) {
    timeline_ = {scenario_, engine::RandomSource{scenario_.seed, scenario_.run}};
    while (timeline_.next() < instant)
        timeline_.take();
}

bool World::is_over() const {
    return window_closed_ && (scenario_.end == EndRule::cut || recorder_.outstanding() == 0);
}

SimTime World::next_instant() const {
    SimTime const next = std::min(transport_.next_completion(), timeline_.next());
    return queue_.empty() ? next : std::min(queue_.top().when, next);
}

// Handles what is next and what the brain makes of it. False when the run has reached its last end.
bool World::step(SimTime next) {
    SimTime const last{scenario_.last_end()};
    if (next > last) {
        now_ = last;
        at_last_end_ = true;
        view_.advance(now_);
        return false;
    }
    now_ = next;
    view_.advance(now_);
    auto const comes_before = [&](engine::EventRank rank) {  // all of the queue
        return queue_.empty() || queue_.top().when > next || queue_.top().rank() >= rank;
    };
    bool const change_first = timeline_.next() == next && comes_before(engine::EventRank::failure);
    bool const transfers_first =
        transport_.next_completion() == next && comes_before(engine::EventRank::completion);
    if (change_first || transfers_first || is_counted(Kind{queue_.top().kind})) ++events_;
    if (change_first) {
        capacity_->apply(now_, timeline_.take());
    } else if (transfers_first) {
        transport_.advance(now_);
    } else if (Kind{queue_.top().kind} == Kind::arrival) {
        take_arrival();
    } else {
        handle(queue_.pop());
    }
    if (decisions_.is_due() && instant_is_settled()) decisions_.decide();
    if (jobs_.may_start() && instant_is_settled()) jobs_.start_ready();
    return true;
}

// The next of the stream takes the place of this one in the queue.
void World::take_arrival() {
    std::uint32_t const stream = queue_.top().subject;
    jobs_.arrive(arrivals_.take(stream));
    if (auto const when = arrivals_.next(stream)) {
        queue_.replace(*when, engine::EventRank::arrival, static_cast<std::uint32_t>(Kind::arrival), stream);
    } else {
        queue_.pop();
    }
}

void World::take_listed() {
    ListedArrivals::Arrival const arrival = listed_.take();
    if (auto const when = listed_.next()) push(*when, engine::EventRank::arrival, Kind::listed_arrival);
    jobs_.arrive(arrival.job, arrival.name);
}

void World::handle(engine::Event const& event) {
    switch (static_cast<Kind>(event.kind)) {
        case Kind::arrival:
            break;  // by take_arrival()
        case Kind::listed_arrival:
            return take_listed();
        case Kind::work_end:
            return jobs_.end_work(JobId{event.subject}, event.serial());
        case Kind::deferral_end:
            return jobs_.end_deferral(JobId{event.subject});
        case Kind::retention_end:
            return jobs_.end_retention(ClassId{event.subject});
        case Kind::decision_end:
            return decisions_.end_decision();
        case Kind::tick:
            return decisions_.tick(event.subject);
        case Kind::batch_end:
            return decisions_.decide_batch(event.subject);
        case Kind::snapshot:
            return take_snapshot();
        case Kind::snapshot_arrival:
            return snapshot_arrives();
        case Kind::epoch:
            return services_->epoch(now_);
        case Kind::window_begin:
        case Kind::window_end:
        case Kind::bin_end:
            return handle_mark(static_cast<Kind>(event.kind));
        case Kind::expected_end:
            return jobs_.run_over(JobId{event.subject}, event.serial());
        case Kind::sensing_begin:
            sense_links();
            return sensor_.begin(state_);
    }
}

void World::handle_mark(Kind kind) {
    auto const& listeners = state_.listeners;
    if (kind == Kind::bin_end) {
        listeners.notify(&state::RunListener::bin_ended, now_);
        SimTime const next = now_ + scenario_.bin;
        if (next < SimTime{scenario_.horizon}) push(next, engine::EventRank::bookkeeping, Kind::bin_end);
        return;
    }
    transport_.measure(now_);
    if (kind == Kind::window_begin) {
        listeners.notify(&state::RunListener::window_opened, now_);
        return jobs_.mark_window(state::WindowMark::opens);
    }
    listeners.notify(&state::RunListener::bin_ended, now_);
    listeners.notify(&state::RunListener::window_closed, now_, sensor_.seen());
    jobs_.mark_window(state::WindowMark::closes);
    window_closed_ = true;
}

void World::take_snapshot() {
    sense_links();
    sensor_.sample(state_);
    decisions_.snapshot_taken();
    push(later(now_, scenario_.sensing.delay), engine::EventRank::report, Kind::snapshot_arrival);
    push(later(now_, scenario_.sensing.interval), engine::EventRank::report, Kind::snapshot);
}

void World::snapshot_arrives() {
    sensor_.arrive(changed_sites_);
    decisions_.snapshot_arrives();
    for (SiteId const site : changed_sites_)
        decisions_.room_freed(site);
}

bool World::instant_is_settled() const {
    if (transport_.next_completion() == now_ || timeline_.next() == now_) return false;
    return queue_.empty() || queue_.top().when > now_ || queue_.top().rank() > engine::EventRank::arrival;
}

std::uint64_t World::push(SimTime when, engine::EventRank rank, Kind kind, std::uint32_t subject) {
    return queue_.push(when, rank, static_cast<std::uint32_t>(kind), subject);
}

void World::set_timer(SimTime when, scheduler::DecisionTimer timer, scheduler::Brain::ChainIndex chain) {
    constexpr Kind kinds[]{Kind::decision_end, Kind::tick, Kind::batch_end};  // by timer
    push(when, engine::EventRank::decision, kinds[static_cast<std::size_t>(timer)], chain);
}

void World::set_epoch_timer(SimTime when) {
    push(when, engine::EventRank::epoch, Kind::epoch);
}

std::uint64_t World::set_job_timer(SimTime when, JobTimer timer, std::uint32_t subject) {
    switch (timer) {
        case JobTimer::work_end:
            return push(when, engine::EventRank::completion, Kind::work_end, subject);
        case JobTimer::expected_end:
            return push(when, engine::EventRank::completion, Kind::expected_end, subject);
        case JobTimer::deferral_end:
            return push(when, engine::EventRank::arrival, Kind::deferral_end, subject);
        case JobTimer::retention_end:
            break;
    }
    return push(when, engine::EventRank::completion, Kind::retention_end, subject);
}

void World::sense_links() {
    if (brain_.senses_links()) transport_.sense_links(now_);
}

PathId World::output_path(state::Job const& job) {
    if (!brain_.senses_links()) return {};
    if (sensor_.sees_the_present()) sense_links();
    return brain_.output_path(brain_.chain(job.what.workload_class), job, view_);
}

void World::started(JobId job) {
    decisions_.started(job);
    if (services_) services_->started(job);
}

void World::released(JobId job) {
    if (services_) services_->released(job);
    decisions_.ended(job, sensor_.sees_the_present());
}

void World::room_freed(SiteId site) {
    if (sensor_.sees_the_present()) decisions_.room_freed(site);
}

void World::check_laws() const {
    auto const broken = state::broken_laws(state_, scenario_);
    if (!broken.empty()) throw std::logic_error{"a law of the state is broken: " + broken.front()};
}

std::vector<observe::OutageRow> World::outages() const {
    std::vector<observe::OutageRow> rows;
    std::map<Asset, std::size_t> open;  // rows
    for (failure::CapacityChange const& change : timeline_.all()) {
        if (auto const before = open.find(change.asset); before != open.end()) {
            rows[before->second].end = change.when;
            open.erase(before);
        }
        if (change.left == 1.0) continue;
        open[change.asset] = rows.size();
        rows.push_back({change.asset, change.when, SimTime::max(), change.left});
    }
    return rows;
}

observe::Ledger World::ledger() {
    jobs_.leave_unfinished();
    decisions_.note_waits();
    transport_.measure(now_);
    transfer::ByteCounts const bytes = transport_.bytes();
    observe::Ledger ledger =
        recorder_.finish(now_, events_, {bytes.started, bytes.arrived, bytes.cancelled, bytes.in_flight});
    ledger.outages = outages();
    ledger.plugin_failures = brain_.failures();
    if (at_last_end_ && scenario_.end == EndRule::drain) ledger.cut_by_drain_limit = recorder_.outstanding();
    return ledger;
}

}  // namespace meridian::world
