#include "sim/scheduler/waiting/reservation_search.hpp"

#include <stdexcept>

#include "sim/scheduler/disciplines/backfilling.hpp"

namespace meridian::scheduler {
namespace {

// Nothing if the job is expected to start later than at `limit`. What holds it up is not asked for.
std::optional<Reservation> reservation_at(state::Job const& job, PoolId pool, SimTime limit,
                                          WaitingContext const& of) {
    SimTime const now = of.view.now();
    std::int64_t const width = job.what.width.count();
    Commitments::Pool const& running = of.commitments.of(pool);
    Reservation out;
    out.left_over = of.commitments.headroom(pool) - width;
    if (out.left_over < 0 && !running.empty() && running.begin()->first.end > limit) return std::nullopt;
    out.site = of.view.levels().pools[pool].site;
    out.slot = of.slots.of(out.site, pool);
    out.start = now;
    bool const non_preemptible = of.view.is_non_preemptible(job.what.workload_class);
    out.left_for_non_preemptible =
        of.commitments.room_for_non_preemptible(pool) - (non_preemptible ? width : 0);
    auto const is_enough = [&] {
        return out.left_over >= 0 && (!non_preemptible || out.left_for_non_preemptible >= 0);
    };
    for (auto const& [key, held] : running) {
        SimTime const end = expected_end(key.end, now);
        if (is_enough() && end > out.start) break;
        if (end > limit) return std::nullopt;
        out.start = end;
        out.left_over += held.width;
        if (held.non_preemptible) out.left_for_non_preemptible += held.width;
    }
    if (!is_enough()) out.start = SimTime::max();  // services or outages have what it needs
    return out;
}

// Of a reservation whose accelerators are free. Where both are short, power, which closes the site to more jobs.
HeldUp what_holds_up(state::Job const& job, Reservation const& at, WaitingContext const& of) {
    if (!of.view.has_room(job, of.slots.pool(at.slot))) return HeldUp::by_power;
    return of.view.has_storage(job, at.site) ? HeldUp::no : HeldUp::by_storage;
}

}  // namespace

double ReservationSearch::preference(state::Job const& job, Reservation const& at) const {
    return of_.brain.preference(job, {at.site, of_.slots.pool(at.slot)}, of_.view);
}

std::optional<ReservationSearch::Earliest> ReservationSearch::search(WaitingGroups::Group group) {
    state::Job const& job = of_.job({group, 0});
    std::optional<Earliest> best;
    SiteId staged_at;
    Duration staging{0};
    for (PoolId const pool : nearest_first(group)) {
        auto const here = reservation_at(job, pool, best ? best->start : SimTime::max(), of_);
        if (!here) continue;
        if (here->site != staged_at) staging = of_.view.input_time(job, here->site);
        staged_at = here->site;
        SimTime const start = later(here->start, staging);
        if (best && start > best->start) continue;
        std::optional<double> score;
        if (best && start == best->start) {
            best->is_tied = true;
            if (!best->preference) best->preference = preference(job, best->reservation);
            score = preference(job, *here);
            if (*best->preference <= *score) continue;
        }
        best = Earliest{*here, start, score, score.has_value()};
    }
    return best;
}

std::vector<PoolId> const& ReservationSearch::nearest_first(WaitingGroups::Group group) {
    RegionId const origin = of_.job({group, 0}).what.origin;
    WaitingGroups::Reach const reach = of_.groups.reach(group);
    if (auto const known = nearest_first_.find({reach, origin}); known != nearest_first_.end())
        return known->second;
    SlotSet const& eligible = of_.groups.slots(reach);
    std::vector<PoolId> pools;
    for (SiteId const site : of_.view.sites_by_latency(origin)) {
        for (PoolId const pool : of_.view.pools_of(site)) {
            if (eligible[of_.slots.of(site, pool)]) pools.push_back(pool);
        }
    }
    kept_ += pools.size();
    if (kept_ > most_kept) {
        nearest_first_.clear();
        kept_ = pools.size();
    }
    return nearest_first_.emplace(std::pair{reach, origin}, std::move(pools)).first->second;
}

std::optional<ReservationSearch::Earliest> ReservationSearch::update(WaitingGroups::Group group) const {
    JobId const id = of_.groups.job(group);
    state::Job const& job = of_.view.job(id);
    if (!last_ || last_->job != id || last_->number != job.number || last_->earliest.is_tied)
        return std::nullopt;
    Earliest best = last_->earliest;
    PoolId const former = of_.slots.pool(best.reservation.slot);
    auto const again = reservation_at(job, former, best.reservation.start, of_);
    if (!again || again->start != best.reservation.start) return std::nullopt;
    best.reservation = *again;
    SlotSet const& eligible = of_.groups.eligible(group);
    for (PoolId const pool : changed_) {
        if (pool == former || !eligible[pool.index]) continue;
        auto const here = reservation_at(job, pool, best.start, of_);
        if (!here) continue;
        SimTime const start = later(here->start, of_.view.input_time(job, here->site));
        if (start == best.start) return std::nullopt;
        if (start < best.start) best = {*here, start};
    }
    return best;
}

Reservation ReservationSearch::find(WaitingGroups::Group group) {
    auto best = update(group);
#ifdef MERIDIAN_SLOW_CHECKS
    if (best && best->reservation != search(group).value().reservation)
        throw std::logic_error{"a reservation was kept that is not the earliest"};
#endif
    if (!best) best = search(group);
    forget_changes();
    last_.reset();
    if (!best) return {};
    JobId const id = of_.groups.job(group);
    state::Job const& job = of_.view.job(id);
    last_ = {id, job.number, *best};
    Reservation found = best->reservation;
    if (found.start == of_.view.now()) found.held_up = what_holds_up(job, found, of_);
    return found;
}

void ReservationSearch::changed(PoolId pool) {
    if (!last_ || is_listed_[pool.index]) return;
    is_listed_[pool.index] = true;
    changed_.push_back(pool);
}

void ReservationSearch::forget_changes() {
    for (PoolId const pool : changed_)
        is_listed_[pool.index] = false;
    changed_.clear();
}

}  // namespace meridian::scheduler
