#include "sim/scheduler/waiting/reservation.hpp"

#include <algorithm>

#include "sim/scheduler/disciplines/backfilling.hpp"

namespace meridian::scheduler {

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
