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

bool DueSlots::has_room(state::Job const& job) const {
    for (std::size_t slot = set_.find_first(); slot != SlotSet::npos; slot = set_.find_next(slot)) {
        if (view_->latency(job.what.origin, slots_.site(slot)) != Duration::max() && has_room(job, slot))
            return true;
    }
    return false;
}

void DueSlots::measure() {
    room_is_stale_ = false;
    std::ranges::fill(room_, WaitingGroups::Room{});
    state::Levels const& seen = view_->levels();
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    for_each(set_, [&](std::size_t slot) {
        PoolId const pool = slots_.pool(slot);
        SiteId const site = slots_.site(slot);
        auto const input =
            static_cast<std::int64_t>(std::clamp(seen.sites[site].storage_headroom(), WideCount{-1}, most));
        auto const free = pool.valid() ? static_cast<std::int64_t>(seen.room[pool]) : 0;
        for (std::size_t c = 0; c < room_.size(); ++c) {
            std::int64_t const widest =
                pool.valid() ? view_->widest(ClassId{static_cast<std::uint32_t>(c)})[pool.index] : 0;
            if (std::min(free, widest) < 0) continue;
            room_[c].width = std::max(room_[c].width, std::min(free, widest));
            room_[c].input = std::max(room_[c].input, input);
        }
    });
}

}  // namespace meridian::scheduler
