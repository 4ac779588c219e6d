// What a reservation holds of a pool: particular accelerators, or only so many of them. Both answer to the
// same few names, so that backfilling is written once; units are thousandths of an accelerator.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include <boost/container/small_vector.hpp>

namespace meridian::scheduler {

// A set of accelerators out of [0, capacity), as disjoint half-open intervals in order.
class Machines {
public:
    Machines() = default;
    explicit Machines(std::int64_t capacity);  // all of [0, capacity)

    struct Interval {
        std::int64_t begin;
        std::int64_t end;
        friend bool operator==(Interval const&, Interval const&) = default;
    };
    [[nodiscard]] std::span<Interval const> intervals() const {
        return {intervals_.data(), intervals_.size()};
    }
    [[nodiscard]] std::int64_t count() const { return count_; }

    void add(std::span<Machines const* const> others);  // union of all
    // Union, difference and intersection with another set than this one. `room` is memory to work in; what it
    // holds afterwards is nothing.
    void add(Machines const& other, Machines& room);
    void remove(Machines const& other, Machines& room);
    void keep(Machines const& other, Machines& room);
    void add(Machines const& other) { in_new_room(&Machines::add, other); }
    void remove(Machines const& other) { in_new_room(&Machines::remove, other); }
    void keep(Machines const& other) { in_new_room(&Machines::keep, other); }
    [[nodiscard]] Machines lowest(std::int64_t n) const;   // those with the lowest ids; n <= count()
    [[nodiscard]] Machines highest(std::int64_t n) const;  // those with the highest ids; n <= count()

    friend bool operator==(Machines const&, Machines const&) = default;

private:
    // What one job takes lies in few intervals; where it is merged into many, one pass over both is quicker.
    static constexpr std::size_t few = 16;
    using Intervals = boost::container::small_vector<Interval, 2>;

    void insert(Interval added);
    void cut(Interval removed);
    // Precondition: begins no earlier than the last one. Touching intervals become one.
    void append(Interval interval) {
        if (interval.begin >= interval.end) return;
        if (intervals_.empty() || intervals_.back().end < interval.begin) {
            intervals_.push_back(interval);
            count_ += interval.end - interval.begin;
        } else if (interval.end > intervals_.back().end) {
            count_ += interval.end - intervals_.back().end;
            intervals_.back().end = interval.end;
        }
    }
    void clear();
    void in_new_room(void (Machines::*change)(Machines const&, Machines&), Machines const& other) {
        Machines room;
        (this->*change)(other, room);
    }

    Intervals intervals_;
    std::int64_t count_{0};
};

// A number of accelerators, whichever they are.
class MachineCount {
public:
    MachineCount() = default;
    explicit MachineCount(std::int64_t capacity) : count_{capacity} {}

    [[nodiscard]] std::int64_t count() const { return count_; }
    void add(MachineCount other) { count_ += other.count_; }
    void add(std::span<MachineCount const* const> others) {
        for (MachineCount const* other : others)
            count_ += other->count_;
    }
    void remove(MachineCount other) { count_ -= other.count_; }
    void keep(MachineCount other) { count_ = std::min(count_, other.count_); }
    void add(MachineCount other, MachineCount& /*room*/) { add(other); }
    void remove(MachineCount other, MachineCount& /*room*/) { remove(other); }
    void keep(MachineCount other, MachineCount& /*room*/) { keep(other); }
    [[nodiscard]] MachineCount lowest(std::int64_t n) const { return MachineCount{n}; }
    [[nodiscard]] MachineCount highest(std::int64_t n) const { return MachineCount{n}; }

    friend bool operator==(MachineCount, MachineCount) = default;

private:
    std::int64_t count_{0};
};

}  // namespace meridian::scheduler
