// Where waiting jobs might be placed now and could not before: slots where room was seen to be freed, or that
// no longer are held for others.
#pragma once

#include <vector>

#include "sim/scheduler/view.hpp"
#include "sim/scheduler/waiting/waiting_groups.hpp"

namespace meridian::scheduler {

class DueSlots {
public:
    // All outlive this.
    DueSlots(Slots slots, Reaches const& reaches, View const& view)
        : slots_{slots}, reaches_{&reaches}, view_{&view}, set_{slots.none()} {}

    void add(SiteId site) {
        set_.set(slots_.of(site, PoolId{}));
        for (PoolId const pool : view_->pools_of(site))
            set_.set(slots_.of(site, pool));
        changed();
    }
    void add(std::size_t slot) {
        set_.set(slot);
        changed();
    }
    void add(SlotSet const& slots) {
        if (any_ && slots.is_subset_of(set_)) return;
        set_ |= slots;
        changed();
    }
    void clear() {
        if (any_) set_.reset();
        any_ = false;
        room_is_stale_ = true;
    }
    [[nodiscard]] bool any() const { return any_; }
    [[nodiscard]] SlotSet const& set() const { return set_; }

    // What is there now, at most, for each reach. Measured when first asked for, and again after
    // measure_again(): room that was taken since is still counted.
    [[nodiscard]] ReachRooms const& room() {
        if (room_is_stale_) measure();
        return room_;
    }
    [[nodiscard]] bool room_is_stale() const { return room_is_stale_; }
    void measure_again() { room_is_stale_ = true; }

    // Is there room now for the job in one of the due slots out of `where`?
    [[nodiscard]] bool has_room(state::Job const& job, SlotSet const& where) const;
    // The same for one slot.
    [[nodiscard]] bool has_room(state::Job const& job, std::size_t slot) const;

private:
    void changed() {
        any_ = true;
        room_is_stale_ = true;
    }
    void measure();

    Slots slots_;
    Reaches const* reaches_;
    View const* view_;
    SlotSet set_;
    ReachRooms room_;
    bool any_{false};
    bool room_is_stale_{true};
};

}  // namespace meridian::scheduler
