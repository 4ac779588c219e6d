#include "sim/scheduler/disciplines/machines.hpp"

#include <algorithm>
#include <utility>

namespace meridian::scheduler {

Machines::Machines(std::int64_t capacity) {
    append({0, capacity});
}

void Machines::clear() {
    intervals_.clear();
    count_ = 0;
}

void Machines::insert(Interval added) {
    auto const first = std::ranges::lower_bound(intervals_, added.begin, {}, &Interval::end);
    auto last = first;
    for (; last != intervals_.end() && last->begin <= added.end; ++last) {
        added = {std::min(added.begin, last->begin), std::max(added.end, last->end)};
        count_ -= last->end - last->begin;
    }
    count_ += added.end - added.begin;
    if (first == last) {
        intervals_.insert(first, added);
        return;
    }
    *first = added;
    intervals_.erase(first + 1, last);
}

void Machines::cut(Interval removed) {
    auto first = std::ranges::upper_bound(intervals_, removed.begin, {}, &Interval::end);
    auto last = first;
    Intervals rest;  // of the intervals that it meets
    for (; last != intervals_.end() && last->begin < removed.end; ++last) {
        Interval const before{last->begin, std::max(last->begin, removed.begin)};
        Interval const behind{std::min(last->end, removed.end), last->end};
        count_ -= last->end - last->begin;
        for (Interval const part : {before, behind}) {
            if (part.begin == part.end) continue;
            rest.push_back(part);
            count_ += part.end - part.begin;
        }
    }
    if (rest.size() == 2 && last - first == 1) {
        *first = rest.front();
        intervals_.insert(last, rest.back());
        return;
    }
    intervals_.erase(std::copy(rest.begin(), rest.end(), first), last);
}

void Machines::add(Machines const& other, Machines& room) {
    if (other.intervals_.size() <= few) {
        for (Interval const interval : other.intervals_)
            insert(interval);
        return;
    }
    room.clear();
    auto mine = intervals_.begin();
    auto its = other.intervals_.begin();
    while (mine != intervals_.end() || its != other.intervals_.end()) {
        bool const take_mine =
            its == other.intervals_.end() || (mine != intervals_.end() && mine->begin <= its->begin);
        room.append(take_mine ? *mine++ : *its++);
    }
    std::swap(*this, room);
}

void Machines::add(std::span<Machines const* const> others) {
    Intervals all = intervals_;
    for (Machines const* other : others)
        all.insert(all.end(), other->intervals_.begin(), other->intervals_.end());
    std::sort(all.begin(), all.end(), [](Interval a, Interval b) { return a.begin < b.begin; });
    *this = Machines{};
    for (Interval const interval : all)
        append(interval);
}

void Machines::remove(Machines const& other, Machines& room) {
    if (other.intervals_.size() <= few) {
        for (Interval const interval : other.intervals_)
            cut(interval);
        return;
    }
    room.clear();
    auto its = other.intervals_.begin();
    for (Interval mine : intervals_) {
        while (its != other.intervals_.end() && its->end <= mine.begin)
            ++its;
        for (auto hole = its; hole != other.intervals_.end() && hole->begin < mine.end; ++hole) {
            room.append({mine.begin, std::max(mine.begin, hole->begin)});
            mine.begin = std::min(mine.end, hole->end);
        }
        room.append(mine);
    }
    std::swap(*this, room);
}

void Machines::keep(Machines const& other, Machines& room) {
    room.clear();
    auto its = other.intervals_.begin();
    for (Interval const mine : intervals_) {
        while (its != other.intervals_.end() && its->end <= mine.begin)
            ++its;
        for (auto part = its; part != other.intervals_.end() && part->begin < mine.end; ++part)
            room.append({std::max(mine.begin, part->begin), std::min(mine.end, part->end)});
    }
    std::swap(*this, room);
}

Machines Machines::lowest(std::int64_t n) const {
    Machines chosen;
    for (Interval const interval : intervals_) {
        std::int64_t const wanted = n - chosen.count_;
        if (wanted <= 0) break;
        chosen.append({interval.begin, std::min(interval.end, interval.begin + wanted)});
    }
    return chosen;
}

Machines Machines::highest(std::int64_t n) const {
    Machines chosen = *this;
    chosen.remove(lowest(count_ - n));
    return chosen;
}

}  // namespace meridian::scheduler
