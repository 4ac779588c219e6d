// What of a pool is free from now on, if all goes as planned: a step function of time. Steps begin where a
// reservation or a running job begins or ends.
//
// earliest() is O(steps) whole-number comparisons, and O(intervals) for each step of a window that has
// enough accelerators at each instant; take() and give() touch the steps of their span.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/units/time.hpp"

namespace meridian::scheduler {

template <class Amount>
struct Slot {
    SimTime begin;
    SimTime end;
    Amount amount;
};

template <class Amount>
class Timeline {
public:
    explicit Timeline(std::int64_t capacity) : capacity_{capacity} { clear(SimTime{}); }

    // Everything is free from `now` on.
    void clear(SimTime now) {
        steps_.clear();
        steps_.push_back({now, 0, Amount{capacity_}});
    }

    // Forgets what is before `now`.
    void advance(SimTime now) {
        std::size_t const first = at(now);
        steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(first));
        steps_.front().begin = std::max(steps_.front().begin, now);
    }

    // Precondition: the amount is free all along; the slot begins no earlier than the timeline.
    void take(Slot<Amount> const& slot) {
        if (slot.begin >= slot.end) return;
        std::size_t const first = edge(slot.begin);
        std::size_t const last = edge(slot.end);
        for (std::size_t i = first; i < last; ++i)
            steps_[i].free.remove(slot.amount);
    }

    // Undoes take() for what of the slot is not in the past.
    void give(Slot<Amount> const& slot) {
        if (std::max(slot.begin, steps_.front().begin) >= slot.end) return;
        std::size_t const first = at(std::max(slot.begin, steps_.front().begin));
        std::size_t const last = at(slot.end);
        for (std::size_t i = first; i < last; ++i)
            steps_[i].free.add(slot.amount);
        drop_edge(last);
        drop_edge(first);
    }

    // The earliest slot of that width and length that begins before `before`, with the lowest accelerators
    // that are free all along; `own`, a slot that is taken, counts as free. Adds what it looks at to `steps`.
    [[nodiscard]] std::optional<Slot<Amount>> earliest(std::int64_t width, Duration length, SimTime before,
                                                       Slot<Amount> const* own, std::uint64_t& steps) const {
        std::size_t first = 0;
        while (first < steps_.size() && steps_[first].begin < before) {
            SimTime const begin = steps_[first].begin;
            SimTime const end = later(begin, length);
            std::size_t last = first;
            bool enough = true;
            while (enough && last < steps_.size() && (last == first || steps_[last].begin < end)) {
                enough = count(steps_[last], own) >= width;
                ++last;
                ++steps;
            }
            if (!enough) {
                first = last;  // every window from here to there holds the step that lacks
                continue;
            }
            Amount free = amount(steps_[first], own);
            for (std::size_t i = first + 1; i < last && free.count() >= width; ++i)
                free.keep(amount(steps_[i], own));
            if (free.count() >= width) return Slot<Amount>{begin, end, free.lowest(width)};
            ++first;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::size_t size() const { return steps_.size(); }

private:
    struct Step {
        SimTime begin;
        int edges;  // slots that begin or end here; not counted for the first step
        Amount free;
    };

    [[nodiscard]] static bool covers(Slot<Amount> const* own, Step const& step) {
        return own != nullptr && own->begin <= step.begin && step.begin < own->end;
    }
    [[nodiscard]] static std::int64_t count(Step const& step, Slot<Amount> const* own) {
        return step.free.count() + (covers(own, step) ? own->amount.count() : 0);
    }
    [[nodiscard]] static Amount amount(Step const& step, Slot<Amount> const* own) {
        Amount free = step.free;
        if (covers(own, step)) free.add(own->amount);
        return free;
    }

    // The step that holds the instant.
    [[nodiscard]] std::size_t at(SimTime when) const {
        auto const after = std::upper_bound(steps_.begin(), steps_.end(), when,
                                            [](SimTime t, Step const& step) { return t < step.begin; });
        return after == steps_.begin() ? 0 : static_cast<std::size_t>(after - steps_.begin()) - 1;
    }

    // The step that begins at the instant, made if there is none.
    std::size_t edge(SimTime when) {
        std::size_t i = at(when);
        if (steps_[i].begin < when) {
            Step step{when, 0, steps_[i].free};
            ++i;
            steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(i), std::move(step));
        }
        ++steps_[i].edges;
        return i;
    }

    // Where no slot begins or ends any more, the step is as the one before it.
    void drop_edge(std::size_t i) {
        if (i == 0 || --steps_[i].edges > 0) return;
        steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(i));
    }

    std::int64_t capacity_;
    std::vector<Step> steps_;
};

}  // namespace meridian::scheduler
