// The event queue: one run, one order, on every machine.
//
// Events are small values (24 bytes) ordered by (time, rank, serial of scheduling); the order is total,
// so any correct queue gives the same run. A 4-ary heap over one vector: no allocation per event once
// the vector has grown to the run's high-water mark; push and pop are O(log n).
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/units/time.hpp"

namespace meridian::engine {

// The order of events at one instant. Bookkeeping comes first, so that a window begins before anything that happens at
// its first instant. Failures and completions free or take room; then services are resized for their epoch, before
// new work asks for what is left. Reports come last and see the settled state.
enum class EventRank : std::uint8_t { bookkeeping, failure, completion, epoch, arrival, decision, report };

struct Event {
    SimTime when;
    std::uint64_t order;    // rank in the top byte, serial below
    std::uint32_t kind;     // meaning given by whoever runs the loop
    std::uint32_t subject;  // index of the thing that it happens to

    [[nodiscard]] EventRank rank() const { return static_cast<EventRank>(order >> serial_bits); }
    // Unique in the run. Whoever schedules an event recognises it by its serial and ignores stale ones.
    [[nodiscard]] std::uint64_t serial() const { return order & ((std::uint64_t{1} << serial_bits) - 1); }

    static constexpr int serial_bits = 56;
    // Without a branch, because the processor cannot predict which of two events comes first.
    friend bool operator<(Event const& a, Event const& b) {
        return (a.when < b.when) | ((a.when == b.when) & (a.order < b.order));
    }
};
static_assert(sizeof(Event) == 24);

class EventQueue {
public:
    // Precondition: `when` is not before the last event taken. Answers the event's serial.
    std::uint64_t push(SimTime when, EventRank rank, std::uint32_t kind, std::uint32_t subject) {
        assert(when >= now_ && "an event cannot be put into the past");
        heap_.push_back(Event{when, order_of(rank), kind, subject});
        sift_up(heap_.size() - 1, heap_.back());
        return next_serial_ - 1;
    }

    // Precondition: not empty.
    [[nodiscard]] Event const& top() const { return heap_.front(); }

    // Takes the earliest event. Precondition: not empty.
    Event pop() {
        Event const first = heap_.front();
        drop();
        now_ = first.when;
        return first;
    }

    // Takes the earliest event and schedules another. The same as pop() and push(), in one walk.
    Event replace(SimTime when, EventRank rank, std::uint32_t kind, std::uint32_t subject) {
        Event const first = heap_.front();
        now_ = first.when;
        assert(when >= now_ && "an event cannot be put into the past");
        sift_down({when, order_of(rank), kind, subject});
        return first;
    }

    // Removes the earliest event; the queue's time does not change. Precondition: not empty.
    void drop() {
        Event const last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_to_leaf(last);
    }

    [[nodiscard]] bool empty() const { return heap_.empty(); }
    [[nodiscard]] std::size_t size() const { return heap_.size(); }

private:
    static constexpr std::size_t arity = 4;

    [[nodiscard]] std::uint64_t order_of(EventRank rank) {
        return (std::uint64_t{static_cast<std::uint8_t>(rank)} << Event::serial_bits) | next_serial_++;
    }

    // Puts `moving` at the hole `at` and lets it rise to its place.
    void sift_up(std::size_t at, Event const moving) {
        while (at > 0) {
            std::size_t const parent = (at - 1) / arity;
            if (!(moving < heap_[parent])) break;
            heap_[at] = heap_[parent];
            at = parent;
        }
        heap_[at] = moving;
    }

    // The earliest child of `at`, whose first is `first` < size.
    [[nodiscard]] std::size_t least_child(std::size_t first, std::size_t size) const {
        if (first + arity <= size) {
            std::size_t const left = first + (heap_[first + 1] < heap_[first] ? 1 : 0);
            std::size_t const right = first + 2 + (heap_[first + 3] < heap_[first + 2] ? 1 : 0);
            return heap_[right] < heap_[left] ? right : left;
        }
        std::size_t least = first;
        for (std::size_t child = first + 1; child < size; ++child) {
            if (heap_[child] < heap_[least]) least = child;
        }
        return least;
    }

    // Puts `moving` at the root's hole and lets it sink to its place.
    void sift_down(Event const& moving) {
        std::size_t const size = heap_.size();
        std::size_t at = 0;
        for (std::size_t first = 1; first < size; first = at * arity + 1) {
            std::size_t const least = least_child(first, size);
            if (!(heap_[least] < moving)) break;
            heap_[at] = heap_[least];
            at = least;
        }
        heap_[at] = moving;
    }

    // The same, faster for an event that belongs near the leaves, as the last of the heap mostly does. The hole
    // sinks to the bottom, and `moving` rises from there (Floyd; Wegener, "Bottom-up heapsort", Theoretical Computer
    // Science 118, 1993).
    void sift_to_leaf(Event const moving) {
        std::size_t const size = heap_.size();
        std::size_t at = 0;
        for (std::size_t first = 1; first < size; first = at * arity + 1) {
            std::size_t const least = least_child(first, size);
            heap_[at] = heap_[least];
            at = least;
        }
        sift_up(at, moving);
    }

    std::vector<Event> heap_;
    SimTime now_{};
    std::uint64_t next_serial_{0};
};

}  // namespace meridian::engine
