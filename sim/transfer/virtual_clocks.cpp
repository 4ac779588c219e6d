#include "sim/transfer/virtual_clocks.hpp"

#include <algorithm>
#include <cmath>

namespace meridian::transfer {
namespace {

// A reading beyond so many bytes per weight is counted again from 0: it then has steps of a ten-thousandth
// byte.
constexpr double longest_reading = 1e12;

// The heap's front is what ends first.
bool ends_later(VirtualClocks::Tag const& a, VirtualClocks::Tag const& b) {
    return a.at > b.at;
}

}  // namespace

void VirtualClocks::add_class(double weight) {
    classes_.push_back(Class{});
    classes_.back().weight = weight;
}

void VirtualClocks::join(SimTime now, FlowClass id, double bytes, std::uint32_t slot, std::uint32_t turn) {
    if (slot >= turns_.size()) turns_.resize(slot + 1, 0);
    turns_[slot] = turn;
    Class& c = classes_[id];
    if (c.flows++ == 0) {
        c.tags.clear();
        c.reading = 0.0;
    } else if (reading_of(c, now) > longest_reading) {
        count_anew(c, now);
    }
    c.tags.push_back({reading_of(c, now) + bytes / c.weight, slot, turn});
    std::push_heap(c.tags.begin(), c.tags.end(), ends_later);
    if (c.at != none && c.tags.front().slot == slot) rekey(id);
}

double VirtualClocks::leave(SimTime now, FlowClass id, std::uint32_t slot) {
    Class& c = classes_[id];
    auto const tag =
        std::ranges::find_if(c.tags, [&](Tag const& t) { return t.slot == slot && is_there(t); });
    double const rest = (tag->at - reading_of(c, now)) * c.weight;
    bool const first = tag == c.tags.begin();
    ++turns_[slot];
    if (--c.flows == 0) {
        exit(now, id);
    } else if (first) {
        drop_gone(c);
        if (c.at != none) rekey(id);
    }
    return std::max(rest, 0.0);
}

void VirtualClocks::take_ended(SimTime now, std::vector<Ended>& ended) {
    for (std::size_t i = 0; i < running_.size();) {
        if (ends_[i] > now) {
            ++i;
            continue;
        }
        BottleneckIndex const b = running_[i];
        Clock& clock = clocks_[b];
        settle(clock, now);
        clock.reading = std::max(clock.reading, clock.classes.top().key);  // rounding may stop short of it
        touch(b);
        while (!clock.classes.empty() && clock.classes.top().key <= clock.reading)
            take_first(clock.classes.top().flow_class, ended);
        if (clock.place != none) ++i;
    }
}

void VirtualClocks::take_first(FlowClass id, std::vector<Ended>& ended) {
    Class& c = classes_[id];
    ended.push_back({id, c.tags.front().slot});
    ++turns_[c.tags.front().slot];
    if (--c.flows == 0) return exit(clocks_[c.at].since, id);
    drop_gone(c);
    rekey(id);
}

// Lets go of tags in front whose flows have left. Precondition: the class has flows.
void VirtualClocks::drop_gone(Class& c) {
    while (!is_there(c.tags.front())) {
        std::pop_heap(c.tags.begin(), c.tags.end(), ends_later);
        c.tags.pop_back();
    }
    if (c.tags.size() < 2 * std::size_t{c.flows} + 64) return;
    std::erase_if(c.tags, [&](Tag const& tag) { return !is_there(tag); });
    std::make_heap(c.tags.begin(), c.tags.end(), ends_later);
}

void VirtualClocks::follow(SimTime now, network::MaxMin const& rates) {
    if (clocks_.size() < rates.bottlenecks()) clocks_.resize(rates.bottlenecks());
    for (FlowClass const c : rates.moved_classes()) {
        if (classes_[c].at != none) exit(now, c);
    }
    for (BottleneckIndex const b : rates.changed_levels()) {
        settle(clocks_[b], now);
        clocks_[b].rate = rates.level(b);
        if (!clocks_[b].classes.empty()) touch(b);
    }
    for (FlowClass const c : rates.moved_classes()) {
        if (classes_[c].flows > 0) enter(now, c, rates.bottleneck(c));
    }
    find_ends(now);
}

void VirtualClocks::enter(SimTime now, FlowClass id, BottleneckIndex b) {
    Clock& clock = clocks_[b];
    settle(clock, now);
    if (clock.classes.empty()) {
        clock.reading = 0.0;
        clock.place = static_cast<std::uint32_t>(running_.size());
        running_.push_back(b);
        ends_.push_back(SimTime::max());
    }
    Class& c = classes_[id];
    c.offset = c.reading - clock.reading;
    c.at = b;
    c.place = clock.classes.push({c.tags.front().at - c.offset, id});
    touch(b);
}

void VirtualClocks::exit(SimTime now, FlowClass id) {
    Class& c = classes_[id];
    if (c.at == none) return;
    c.reading = reading_of(c, now);
    Clock& clock = clocks_[c.at];
    touch(c.at);
    c.at = none;
    clock.classes.erase(c.place);
    if (!clock.classes.empty()) return;
    running_[clock.place] = running_.back();
    ends_[clock.place] = ends_.back();
    clocks_[running_[clock.place]].place = clock.place;
    running_.pop_back();
    ends_.pop_back();
    clock.place = none;
}

// The first flow of the class is another one.
void VirtualClocks::rekey(FlowClass id) {
    Class const& c = classes_[id];
    Clock& clock = clocks_[c.at];
    clock.classes.update(c.place, {c.tags.front().at - c.offset, id});
    touch(c.at);
}

void VirtualClocks::settle(Clock& clock, SimTime now) {
    clock.reading = reading_at(clock, now);
    clock.since = now;
    if (clock.reading > longest_reading) count_anew(clock);
}

void VirtualClocks::count_anew(Clock& clock) {
    std::vector<Waiting> const counted{clock.classes.begin(), clock.classes.end()};
    for (Waiting const& waiting : counted) {
        Class& c = classes_[waiting.flow_class];
        c.offset += clock.reading;
        clock.classes.update(c.place, {waiting.key - clock.reading, waiting.flow_class});
    }
    clock.reading = 0.0;
}

void VirtualClocks::count_anew(Class& c, SimTime now) {
    double const by = reading_of(c, now);
    for (Tag& tag : c.tags)
        tag.at -= by;
    c.offset -= by;
    c.reading -= by;
}

void VirtualClocks::touch(BottleneckIndex b) {
    if (clocks_[b].touched) return;
    clocks_[b].touched = true;
    touched_.push_back(b);
}

void VirtualClocks::find_ends(SimTime now) {
    for (BottleneckIndex const b : touched_) {
        Clock& clock = clocks_[b];
        clock.touched = false;
        if (clock.place != none) ends_[clock.place] = end_of(clock, now);
    }
    touched_.clear();
    SimTime next = SimTime::max();
    for (SimTime const end : ends_)
        next = end < next ? end : next;
    next_ = next;
}

// The first whole nanosecond at or after the instant when the clock comes to its first key, where an instant
// within rounding of a whole nanosecond is that one.
SimTime VirtualClocks::end_of(Clock const& clock, SimTime now) const {
    double const key = clock.classes.top().key;
    double const ns = (key - clock.reading) / clock.rate;
    if (!(ns > 0.0)) return std::max(now, clock.since);
    if (!(ns < static_cast<double>(longest_duration.count()))) return later(clock.since, longest_duration);
    auto const below = static_cast<std::int64_t>(ns);
    double const above = (ns - static_cast<double>(below)) * clock.rate;  // in bytes, as keys are
    Duration const span{above <= 1e-15 * (ns * clock.rate + std::abs(key)) ? below : below + 1};
    return std::max(now, later(clock.since, span));
}

}  // namespace meridian::transfer
