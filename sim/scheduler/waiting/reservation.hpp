// The reservation of EASY backfilling over a network: where a job that cannot be placed is expected to start
// first, from when on, and what it leaves to others.
#pragma once

#include <optional>

#include "sim/scheduler/waiting/waiting_order.hpp"

namespace meridian::scheduler {

// What keeps a job from starting though enough accelerators are free. The pools of a site share power and
// storage, so the whole site is closed: to all jobs, or, where storage is short, to those with an input.
enum class HeldUp : std::uint8_t { no, by_storage, by_power };

struct Reservation {
    SiteId site;  // none: no policy of the job uses a site
    std::size_t slot{SlotSet::npos};
    SimTime start{SimTime::max()};  // the earliest time at which enough accelerators are expected to be free
    // Expected to be free then and not reserved: at all, and to jobs that services may not preempt.
    std::int64_t left_over{0};
    std::int64_t left_for_non_preemptible{0};
    HeldUp held_up{HeldUp::no};

    // May the job, which has room there, be placed without delaying the reservation?
    [[nodiscard]] bool admits(state::Job const& job, SiteId at, PoolId pool, WaitingContext const& of) const;
    // Is the job, placed at the reserved slot now, expected to run beyond the start of the reservation?
    [[nodiscard]] bool outlives(state::Job const& job, WaitingContext const& of) const;
    // Such a job was placed there.
    void give(state::Job const& job, WaitingContext const& of);

    friend bool operator==(Reservation const&, Reservation const&) = default;
};

// A reservation that was in force, and for whom. What it kept others from is due when it no longer does.
class FormerReservation {
public:
    void set(JobId holder, Reservation const& reservation, SimTime made) {
        reservation_ = reservation;
        holder_ = holder;
        made_ = made;
    }
    // Its holder leaves.
    void release_if_of(JobId id, DueSlots& due);
    // Another takes its place.
    void give_way_to(Reservation const& next, SimTime now, DueSlots& due);

private:
    void make_due(DueSlots& due) const;
    [[nodiscard]] bool is_as_strict(Reservation const& next, SimTime now) const;

    std::optional<Reservation> reservation_;
    JobId holder_;
    SimTime made_;
};

}  // namespace meridian::scheduler
