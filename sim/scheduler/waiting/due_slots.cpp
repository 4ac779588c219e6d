#include "sim/scheduler/waiting/due_slots.hpp"

#include <algorithm>
#include <limits>

namespace meridian::scheduler {

bool DueSlots::has_room(state::Job const& job, std::size_t slot) const {
    PoolId const pool = slots_.pool(slot);
    bool const needs_pool = job.what.width.count() > 0;
    if (needs_pool != pool.valid()) return false;
    SiteId const site = slots_.site(slot);
    return view_->has_storage(job, site) && (!needs_pool || view_->has_room(job, pool));
}

bool DueSlots::has_room(state::Job const& job, SlotSet const& where) const {
    for (std::size_t slot = set_.find_first(); slot != SlotSet::npos; slot = set_.find_next(slot)) {
        if (where[slot] && has_room(job, slot)) return true;
    }
    return false;
}

void DueSlots::measure() {
    room_is_stale_ = false;
    room_.of.resize(reaches_->size());
    for (Reaches::Reach const reach : room_.any)
        room_.of[reach] = {};
    room_.any.clear();
    state::Levels const& seen = view_->levels();
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    for_each(set_, [&](std::size_t slot) {
        PoolId const pool = slots_.pool(slot);
        auto const free = pool.valid() ? static_cast<std::int64_t>(seen.room[pool]) : 0;
        if (free < 0) return;
        WideCount const headroom = seen.sites[slots_.site(slot)].storage_headroom();
        auto const input = static_cast<std::int64_t>(std::clamp(headroom, WideCount{0}, most));
        for (Reaches::Reach const reach : reaches_->at(slot)) {
            ReachRooms::Room& room = room_.of[reach];
            if (room.width < 0) room_.any.push_back(reach);
            room.width = std::max(room.width, free);
            room.input = std::max(room.input, input);
        }
    });
}

}  // namespace meridian::scheduler
