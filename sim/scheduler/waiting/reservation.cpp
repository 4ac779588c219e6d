#include "sim/scheduler/waiting/reservation.hpp"

#include <algorithm>

#include "sim/scheduler/disciplines/backfilling.hpp"

namespace meridian::scheduler {
namespace {

// Nothing if the job is expected to start later than at `limit`.
std::optional<Reservation> reservation_at(state::Job const& job, SiteId site, PoolId pool, SimTime limit,
                                          WaitingContext const& of) {
    SimTime const now = of.view.now();
    Reservation out{site, of.slots.of(site, pool), now, 0, 0, HeldUp::no};
    std::int64_t const width = job.what.width.count();
    bool const non_preemptible = of.view.is_non_preemptible(job.what.workload_class);
    out.left_over = of.commitments.headroom(pool) - width;
    out.left_for_non_preemptible = of.view.room_for_non_preemptible(pool) - (non_preemptible ? width : 0);
    auto const is_enough = [&] {
        return out.left_over >= 0 && (!non_preemptible || out.left_for_non_preemptible >= 0);
    };
    if (is_enough() && !of.view.has_storage(job, site)) {
        out.held_up = HeldUp::by_storage;
    } else if (is_enough() && !of.view.has_room(job, pool)) {
        out.held_up = HeldUp::by_power;
    }
    for (auto const& [key, held] : of.commitments.of(pool)) {
        SimTime const end = expected_end(key.end, now);
        if (is_enough() && end > out.start) break;
        if (end > limit) return std::nullopt;
        out.start = end;
        out.left_over += held.width;
        if (held.non_preemptible) out.left_for_non_preemptible += held.width;
    }
    if (!is_enough()) out.start = SimTime::max();  // replicas of services hold what it needs
    return out;
}

// Of the pools that have been compared, the one with the earliest start.
struct Earliest {
    Reservation reservation;
    SimTime start;  // with the input there
    std::optional<double> preference;
};

double preference(state::Job const& job, Reservation const& at, WaitingContext const& of) {
    return of.brain.preference(job, {at.site, of.slots.pool(at.slot)}, of.view);
}

}  // namespace

bool Reservation::admits(state::Job const& job, SiteId at, PoolId pool, WaitingContext const& of) const {
    if (at != site) return true;
    if (held_up == HeldUp::by_power) return false;
    if (held_up == HeldUp::by_storage && job.what.input.count() > 0) return false;
    if (of.slots.of(at, pool) != slot) return true;
    std::int64_t const width = job.what.width.count();
    bool const fits = width <= left_over && (!of.view.is_non_preemptible(job.what.workload_class) ||
                                             width <= left_for_non_preemptible);
    return fits || !outlives(job, of);
}

bool Reservation::outlives(state::Job const& job, WaitingContext const& of) const {
    PoolId const pool = of.slots.pool(slot);
    if (!pool.valid()) return true;
    Duration const length = std::max(of.view.remaining_time(job, pool), shortest_plan);
    Duration const staging = of.view.input_time(job, site);
    return later(later(of.view.now(), staging), length) > start;
}

void Reservation::give(state::Job const& job, WaitingContext const& of) {
    left_over -= job.what.width.count();
    if (of.view.is_non_preemptible(job.what.workload_class))
        left_for_non_preemptible -= job.what.width.count();
}

Reservation earliest_reservation(WaitingGroups::Group group, WaitingContext const& of) {
    state::Job const& job = of.job({group, 0});
    SlotSet const& eligible = of.groups.eligible(group);
    std::optional<Earliest> best;
    for (SiteId const site : of.view.sites_by_latency(job.what.origin)) {
        std::optional<Duration> staging;  // looked up where a pool may be the best
        for (PoolId const pool : of.view.pools_of(site)) {
            if (!eligible[of.slots.of(site, pool)]) continue;
            auto const here = reservation_at(job, site, pool, best ? best->start : SimTime::max(), of);
            if (!here) continue;
            if (!staging) staging = of.view.input_time(job, site);
            SimTime const start = later(here->start, *staging);
            if (best && start > best->start) continue;
            std::optional<double> score;
            if (best && start == best->start) {
                if (!best->preference) best->preference = preference(job, best->reservation, of);
                score = preference(job, *here, of);
                if (*best->preference <= *score) continue;
            }
            best = Earliest{*here, start, score};
        }
    }
    return best ? best->reservation : Reservation{};
}

void FormerReservation::release_if_of(JobId id, DueSlots& due) {
    if (!reservation_ || holder_ != id) return;
    make_due(due);
    reservation_.reset();
}

void FormerReservation::give_way_to(Reservation const& next, SimTime now, DueSlots& due) {
    if (reservation_ && !is_as_strict(next, now)) make_due(due);
    reservation_.reset();
}

void FormerReservation::make_due(DueSlots& due) const {
    if (!reservation_->site.valid()) return;
    if (reservation_->held_up != HeldUp::no) return due.add(reservation_->site);
    due.add(reservation_->slot);
}

// A job that may be placed beside the next one might have been placed beside this one, as far as time passes.
bool FormerReservation::is_as_strict(Reservation const& next, SimTime now) const {
    Reservation const& former = *reservation_;
    if (next.slot != former.slot || next.held_up < former.held_up) return false;
    bool const is_no_later = former.start == SimTime::max() ||
                             (next.start != SimTime::max() && next.start - now <= former.start - made_);
    return is_no_later && next.left_over <= former.left_over &&
           next.left_for_non_preemptible <= former.left_for_non_preemptible;
}

}  // namespace meridian::scheduler
