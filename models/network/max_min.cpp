#include "models/network/max_min.hpp"

#include <algorithm>
#include <cassert>

namespace meridian::network {
namespace {

constexpr double alike = 1e-12;    // levels this near are equal
constexpr double settled = 4e-15;  // a change of a level that is rounding
constexpr double ties = 8e-12;     // how far around an old level to look for its equals
constexpr std::uint32_t solves_between_recounts = 1024;

}  // namespace

MaxMin::MaxMin(std::vector<double> capacities, std::uint64_t repair_limit)
    : capacity_{std::move(capacities)},
      links_(capacity_.size()),
      bottlenecks_(capacity_.size()),
      place_(capacity_.size()),
      dirty_{capacity_.size()},
      check_{capacity_.size()},
      repair_limit_{repair_limit} {
    for (std::size_t l = 0; l < links_.size(); ++l) {
        links_[l].rest = capacity_[l];
        links_[l].others.grow(bottlenecks_.size());
    }
}

FlowClass MaxMin::add_class(std::span<LinkIndex const> links, double weight, double cap) {
    assert(!links.empty() && weight > 0.0 && cap > 0.0);
    Class c{{links.begin(), links.end()}, weight, cap / weight, 0, 0, 0, 0, false};
    std::ranges::sort(c.links);
    c.links.erase(std::ranges::unique(c.links).begin(), c.links.end());
    c.cap = cap == no_cap ? 0 : cap_of(c.cap_level);
    classes_.push_back(std::move(c));
    return static_cast<FlowClass>(classes_.size() - 1);
}

BottleneckIndex MaxMin::cap_of(double cap_level) {
    auto const [at, is_new] = caps_.try_emplace(cap_level, static_cast<BottleneckIndex>(bottlenecks_.size()));
    if (is_new) {
        bottlenecks_.emplace_back();
        place_.push_back(0);
        for (LinkRow& link : links_)
            link.others.grow(bottlenecks_.size());
    }
    return at->second;
}

void MaxMin::add(FlowClass id) {
    Class& c = classes_[id];
    if (c.flows > 0) {
        weigh(c, c.weight);
        ++c.flows;
        return;
    }
    auto const [b, level] = guess(c);
    c.flows = 1;
    if (!limits(b)) open(b, level);
    attach(id, b);
}

void MaxMin::remove(FlowClass id) {
    Class& c = classes_[id];
    assert(c.flows > 0);
    if (c.flows == 1) {
        detach(id);
        c.flows = 0;
        return;
    }
    weigh(c, -c.weight);
    --c.flows;
}

void MaxMin::set_capacity(LinkIndex l, double capacity) {
    assert(capacity > 0.0);
    links_[l].rest += capacity - capacity_[l];
    capacity_[l] = capacity;
    touch(l, false);
}

// More or less weight of a class that has flows.
void MaxMin::weigh(Class const& c, double by) {
    Bottleneck& b = bottlenecks_[c.bottleneck];
    for (LinkIndex const l : c.links) {
        dirty_.set(l);
        if (l == c.bottleneck) {
            links_[l].own += by;
        } else {
            b.weight[l] += by;
            links_[l].rest -= by * b.level;
        }
    }
}

void MaxMin::attach(FlowClass id, BottleneckIndex to) {
    Class& c = classes_[id];
    Bottleneck& b = bottlenecks_[to];
    c.bottleneck = to;
    c.member = static_cast<std::uint32_t>(b.members.size());
    b.members.push_back(id);
    b.least_cap = std::min(b.least_cap, c.cap_level);
    if (!c.moved) {
        c.moved = true;
        moved_.push_back(id);
    }
    weigh(c, c.total());
    for (LinkIndex const l : c.links) {
        if (l == to || b.classes[l]++ > 0) continue;
        b.crosses.set(l);
        links_[l].others.set(to);
        check_.set(l);
    }
}

void MaxMin::detach(FlowClass id) {
    Class& c = classes_[id];
    BottleneckIndex const from = c.bottleneck;
    Bottleneck& b = bottlenecks_[from];
    weigh(c, -c.total());
    for (LinkIndex const l : c.links) {
        if (l == from || --b.classes[l] > 0) continue;
        b.weight[l] = 0.0;
        b.crosses.clear(l);
        links_[l].others.clear(from);
    }
    b.members[c.member] = b.members.back();
    classes_[b.members[c.member]].member = c.member;
    b.members.pop_back();
    if (b.members.empty()) close(from);
}

// The bottleneck is about to limit its first class.
void MaxMin::open(BottleneckIndex b, double level) {
    Bottleneck& opened = bottlenecks_[b];
    if (opened.weight.empty()) {
        opened.weight.resize(links_.size());
        opened.classes.resize(links_.size());
        opened.crosses.grow(links_.size());
    }
    opened.least_cap = no_cap;
    opened.level = level;
    note_changed(b);
    auto const at =
        std::ranges::lower_bound(order_, level, {}, [&](BottleneckIndex o) { return bottlenecks_[o].level; });
    auto const first = static_cast<std::size_t>(at - order_.begin());
    order_.insert(at, b);
    for (std::size_t i = first; i < order_.size(); ++i)
        place_[order_[i]] = static_cast<std::uint32_t>(i);
    if (is_link(b)) touch(b, true);
}

void MaxMin::close(BottleneckIndex b) {
    order_.erase(order_.begin() + place_[b]);
    for (std::size_t i = place_[b]; i < order_.size(); ++i)
        place_[order_[i]] = static_cast<std::uint32_t>(i);
    bottlenecks_[b].level = 0.0;
    if (is_link(b)) links_[b].own = 0.0;
    note_changed(b);
}

// What will limit the first flow of a class, most likely: solve() moves it if that is wrong.
MaxMin::Guess MaxMin::guess(Class const& c) const {
    BottleneckIndex best = c.links.front();
    double least = no_cap;
    for (LinkIndex const l : c.links) {
        double const level = links_[l].rest / (links_[l].own + c.weight);
        if (level >= least) continue;
        least = level;
        best = l;
    }
    return c.cap_level <= least ? Guess{c.cap, c.cap_level} : Guess{best, std::max(least, 0.0)};
}

void MaxMin::touch(LinkIndex l, bool check) {
    dirty_.set(l);
    if (check) check_.set(l);
}

// Something that bottleneck `by` limits may have more on the link now than the link gives.
void MaxMin::check_if_crossed(BottleneckIndex b, BottleneckIndex by) {
    if (is_link(b) && links_[b].others.test(by)) touch(b, true);
}

void MaxMin::note_changed(BottleneckIndex b) {
    if (bottlenecks_[b].changed) return;
    bottlenecks_[b].changed = true;
    changed_.push_back(b);
}

void MaxMin::forget_changes() {
    for (BottleneckIndex const b : changed_)
        bottlenecks_[b].changed = false;
    for (FlowClass const c : moved_)
        classes_[c].moved = false;
    changed_.clear();
    moved_.clear();
}

void MaxMin::solve() {
    if (++solves_ % solves_between_recounts == 0) recount();
    std::uint64_t looks = 0;
    do {
        if (lost_ || !solve_full_links(looks)) return fill_from_nothing();
    } while (open_overfull_link());
}

// From the lowest level upwards, until no full link is dirty. False if it takes too long.
bool MaxMin::solve_full_links(std::uint64_t& looks) {
    bool again = true;
    while (again) {
        again = false;
        for (std::size_t i = 0; i < order_.size();) {
            BottleneckIndex const b = order_[i];
            if (!is_link(b) || !dirty_.test(b)) {
                ++i;
                continue;
            }
            if (++looks > repair_limit_) return false;
            look_at(b);
            if (lost_) return false;
            again = true;
            if (i < order_.size() && order_[i] == b && !dirty_.test(b)) ++i;
        }
    }
    return true;
}

void MaxMin::look_at(LinkIndex l) {
    bool const check = check_.test(l);
    dirty_.clear(l);
    check_.clear(l);
    Bottleneck const& b = bottlenecks_[l];
    double const level = links_[l].rest / links_[l].own;
    if (level > b.least_cap * (1.0 + alike)) return move_capped(l, level);
    if (!check && std::abs(level - b.level) <= settled * level) return;
    std::size_t from = order_.size();
    if (!check && level > 0.0) {
        from = place_[l] + 1;
        while (from < order_.size() && bottlenecks_[order_[from]].level <= b.level * (1.0 + ties))
            ++from;
    }
    take_faster(l, level, from);
}

// Classes whose cap is below the level of their link are limited by their cap instead.
void MaxMin::move_capped(LinkIndex l, double level) {
    Bottleneck& b = bottlenecks_[l];
    moving_.clear();
    b.least_cap = no_cap;
    for (FlowClass const c : b.members) {
        if (classes_[c].cap_level < level) {
            moving_.push_back(c);
        } else {
            b.least_cap = std::min(b.least_cap, classes_[c].cap_level);
        }
    }
    for (FlowClass const c : moving_) {
        detach(c);
        BottleneckIndex const cap = classes_[c].cap;
        if (!limits(cap)) open(cap, classes_[c].cap_level);
        attach(c, cap);
    }
    touch(l, true);
}

// Gives the link its level. What crosses it and has more than that, though something else limits it, is
// limited by this link from now on; `from`: no such thing stands there or later in the order of levels.
void MaxMin::take_faster(LinkIndex l, double level, std::size_t from) {
    LinkRow const& link = links_[l];
    double rest = link.rest;
    double own = link.own;
    taken_.clear();
    for (std::size_t i = from; i-- > 0;) {
        BottleneckIndex const b = order_[i];
        if (bottlenecks_[b].level <= level * (1.0 + alike)) break;
        if (b == l || !link.others.test(b)) continue;
        taken_.push_back(b);
        rest += bottlenecks_[b].weight[l] * bottlenecks_[b].level;
        own += bottlenecks_[b].weight[l];
        level = rest / own;
    }
    if (taken_.empty()) {
        lost_ = !(level > 0.0);
        return lost_ ? void() : set_level(l, level);
    }
    moving_.clear();
    for (BottleneckIndex const b : taken_) {
        for (FlowClass const c : bottlenecks_[b].members) {
            if (std::ranges::binary_search(classes_[c].links, l)) moving_.push_back(c);
        }
    }
    for (FlowClass const c : moving_) {
        detach(c);
        attach(c, l);
    }
    set_level(l, links_[l].rest / links_[l].own);
    touch(l, true);
}

void MaxMin::set_level(LinkIndex l, double level) {
    Bottleneck& b = bottlenecks_[l];
    double const by = level - b.level;
    double const* const weight = b.weight.data();
    for (std::size_t w = 0; w < b.crosses.words(); ++w) {
        Bits::Word bits = b.crosses.word(w);
        dirty_.unite_word(w, bits);
        for (; bits != 0; bits &= bits - 1) {
            std::size_t const other = w * Bits::word_bits + Bits::lowest(bits);
            links_[other].rest -= by * weight[other];
        }
    }
    note_changed(l);
    reorder(l, level);
}

// Puts the bottleneck where its level belongs. Those that it overtakes may limit too little now.
void MaxMin::reorder(BottleneckIndex b, double level) {
    Bottleneck& moving = bottlenecks_[b];
    std::size_t at = place_[b];
    if (level > moving.level) {  // those of its old level are overtaken too
        for (std::size_t i = at; i-- > 0 && bottlenecks_[order_[i]].level >= moving.level * (1.0 - ties);)
            check_if_crossed(order_[i], b);
    }
    moving.level = level;
    for (; at > 0 && bottlenecks_[order_[at - 1]].level > level; --at) {
        order_[at] = order_[at - 1];
        place_[order_[at]] = static_cast<std::uint32_t>(at);
    }
    for (; at + 1 < order_.size() && bottlenecks_[order_[at + 1]].level < level; ++at) {
        BottleneckIndex const passed = order_[at + 1];
        check_if_crossed(passed, b);
        order_[at] = passed;
        place_[passed] = static_cast<std::uint32_t>(at);
    }
    order_[at] = b;
    place_[b] = static_cast<std::uint32_t>(at);
}

// Of the dirty links that limit nothing, the first that is over its capacity becomes a bottleneck.
bool MaxMin::open_overfull_link() {
    for (std::size_t w = 0; w < dirty_.words(); ++w) {
        for (Bits::Word bits = dirty_.word(w); bits != 0; bits &= bits - 1) {
            auto const l = static_cast<LinkIndex>(w * Bits::word_bits + Bits::lowest(bits));
            dirty_.clear(l);
            check_.clear(l);
            if (links_[l].rest >= -alike * capacity_[l]) continue;
            open(l, 0.0);
            take_faster(l, -no_cap, order_.size());
            return true;
        }
    }
    return false;
}

}  // namespace meridian::network
