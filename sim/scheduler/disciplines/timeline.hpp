// What of a pool is free from now on, if all goes as planned: a step function of time. Steps begin where a
// reservation or a running job begins or ends.
//
// earliest() compares one whole number for each step that it passes, and goes through the intervals of the
// steps of a window only if each of them has enough accelerators; take() and give() change the steps of
// their span.
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
    friend bool operator==(Slot const&, Slot const&) = default;
};

template <class Amount>
class Timeline {
public:
    explicit Timeline(std::int64_t capacity) : capacity_{capacity} { clear(SimTime{}); }

    // Everything is free from `now` on.
    void clear(SimTime now) {
        begins_.assign(1, now);
        counts_.assign(1, capacity_);
        edges_.assign(1, 0);
        free_.assign(1, Amount{capacity_});
    }

    // Forgets what is before `now`.
    void advance(SimTime now) {
        auto const past = static_cast<std::ptrdiff_t>(at(now));
        begins_.erase(begins_.begin(), begins_.begin() + past);
        counts_.erase(counts_.begin(), counts_.begin() + past);
        edges_.erase(edges_.begin(), edges_.begin() + past);
        free_.erase(free_.begin(), free_.begin() + past);
        begins_.front() = std::max(begins_.front(), now);
    }

    // Precondition: the amount is free all along; the slot begins no earlier than the timeline.
    void take(Slot<Amount> const& slot) {
        if (slot.begin >= slot.end) return;
        std::size_t const first = edge(slot.begin);
        std::size_t const last = edge(slot.end);
        for (std::size_t i = first; i < last; ++i) {
            free_[i].remove(slot.amount, room_);
            counts_[i] -= slot.amount.count();
        }
    }

    // Undoes take() for what of the slot is not in the past.
    void give(Slot<Amount> const& slot) {
        SimTime const begin = std::max(slot.begin, begins_.front());
        if (begin >= slot.end) return;
        std::size_t const first = at(begin);
        std::size_t const last = at(slot.end);
        for (std::size_t i = first; i < last; ++i) {
            free_[i].add(slot.amount, room_);
            counts_[i] += slot.amount.count();
        }
        drop_edge(last);
        drop_edge(first);
    }

    // The earliest slot of that width and length that begins before `before`, on those with the lowest ids
    // of what is free all along. `own`, a slot that is taken, counts as free: of that width and length, it is
    // the answer where none is earlier and, at its begin, none of lower ids is free.
    [[nodiscard]] std::optional<Slot<Amount>> earliest(std::int64_t width, Duration length, SimTime before,
                                                       Slot<Amount> const* own) {
        Window window{0, 0, {}, own, 0, 0};
        if (own != nullptr && own->begin < own->end) {
            window.own_first = at(own->begin);
            window.own_last = at(own->end);
        }
        std::size_t const end =
            static_cast<std::size_t>(std::ranges::lower_bound(begins_, before) - begins_.begin());
        while (true) {
            std::size_t const from = window.first;
            while (window.first < end && count(window, window.first) < width)
                ++window.first;
            if (window.first >= end) {
                looks_ += end - std::min(from, end);
                return std::nullopt;
            }
            window.until = later(begins_[window.first], length);
            bool const enough = counts_suffice(window, width);
            looks_ += window.last - from;
            if (!enough) {
                window.first = window.last + 1;  // every window from here to there holds the step that lacks
                continue;
            }
            if (auto found = common(window, width)) return found;
        }
    }

    [[nodiscard]] std::size_t size() const { return begins_.size(); }
    // Steps that earliest() has looked at.
    [[nodiscard]] std::uint64_t looks() const { return looks_; }

private:
    struct Window {
        std::size_t first;  // its steps are [first, last)
        std::size_t last;
        SimTime until;
        Slot<Amount> const* own;
        std::size_t own_first;  // the steps of `own`
        std::size_t own_last;

        [[nodiscard]] bool owns(std::size_t i) const { return own_first <= i && i < own_last; }
    };

    // How many are free at a step, `own` included.
    [[nodiscard]] std::int64_t count(Window const& window, std::size_t i) const {
        return counts_[i] + (window.owns(i) ? window.own->amount.count() : 0);
    }

    // Sets window.last: behind its last step, or at the first that has not enough.
    [[nodiscard]] bool counts_suffice(Window& window, std::int64_t width) const {
        window.last = window.first + 1;
        for (; window.last < begins_.size() && begins_[window.last] < window.until; ++window.last) {
            if (count(window, window.last) < width) return false;
        }
        return true;
    }

    // What is free all along the window, if that is enough. If not, moves window.first to the next step from
    // which on it might be: at the step where too few are left, it looks back how far enough are common.
    [[nodiscard]] std::optional<Slot<Amount>> common(Window& window, std::int64_t width) {
        Amount& free = common_;  // a member, so that its memory is used again
        free = free_[window.first];
        if (window.owns(window.first)) free.add(window.own->amount, room_);
        for (std::size_t i = window.first + 1; i < window.last; ++i) {
            keep(free, window, i);
            if (free.count() >= width) continue;
            free = free_[i];
            if (window.owns(i)) free.add(window.own->amount, room_);
            std::size_t back = i;
            while (true) {
                keep(free, window, back - 1);
                if (free.count() < width) break;
                --back;
            }
            window.first = back;
            return std::nullopt;
        }
        return Slot<Amount>{begins_[window.first], window.until, free.lowest(width)};
    }

    void keep(Amount& free, Window const& window, std::size_t i) {
        if (!window.owns(i)) return free.keep(free_[i], room_);
        with_own_ = free_[i];
        with_own_.add(window.own->amount, room_);
        free.keep(with_own_, room_);
    }

    // The step that holds the instant.
    [[nodiscard]] std::size_t at(SimTime when) const {
        auto const after = std::ranges::upper_bound(begins_, when);
        return after == begins_.begin() ? 0 : static_cast<std::size_t>(after - begins_.begin()) - 1;
    }

    // The step that begins at the instant, made if there is none.
    std::size_t edge(SimTime when) {
        std::size_t i = at(when);
        if (begins_[i] < when) {
            Amount free = free_[i];
            auto const place = static_cast<std::ptrdiff_t>(++i);
            begins_.insert(begins_.begin() + place, when);
            counts_.insert(counts_.begin() + place, free.count());
            edges_.insert(edges_.begin() + place, 0);
            free_.insert(free_.begin() + place, std::move(free));
        }
        ++edges_[i];
        return i;
    }

    // Where no slot begins or ends any more, the step is as the one before it.
    void drop_edge(std::size_t i) {
        if (i == 0 || --edges_[i] > 0) return;
        auto const place = static_cast<std::ptrdiff_t>(i);
        begins_.erase(begins_.begin() + place);
        counts_.erase(counts_.begin() + place);
        edges_.erase(edges_.begin() + place);
        free_.erase(free_.begin() + place);
    }

    std::int64_t capacity_;
    std::vector<SimTime> begins_;
    std::vector<std::int64_t> counts_;  // of what is free
    std::vector<int> edges_;  // slots that begin or end where the step begins; not kept for the first step
    std::vector<Amount> free_;
    Amount common_, with_own_, room_;  // to work in
    std::uint64_t looks_{0};
};

}  // namespace meridian::scheduler
