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
      residual_{capacity_},
      bottleneck_weight_(capacity_.size(), 0.0),
      full_{capacity_.size()},
      dirty_{capacity_.size()},
      check_all_{capacity_.size()},
      repair_limit_{repair_limit} {
    make_room_for(capacity_.size());
}

void MaxMin::make_room_for(std::size_t bottlenecks) {
    fair_share_.resize(bottlenecks, 0.0);
    least_cap_.resize(bottlenecks, no_cap);
    place_.resize(bottlenecks, 0);
    is_changed_.resize(bottlenecks, 0);
    limited_.resize(bottlenecks);
    std::size_t const words = (bottlenecks + Bits::word_bits - 1) / Bits::word_bits;
    if (words <= mask_words_) return;
    std::vector<Bits::Word> wider(capacity_.size() * words, 0);
    for (std::size_t l = 0; l < capacity_.size(); ++l)
        std::copy_n(crossing_mask_.begin() + static_cast<std::ptrdiff_t>(l * mask_words_), mask_words_,
                    wider.begin() + static_cast<std::ptrdiff_t>(l * words));
    crossing_mask_ = std::move(wider);
    mask_words_ = words;
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
    auto const next = static_cast<BottleneckIndex>(fair_share_.size());
    auto const [at, is_new] = caps_.try_emplace(cap_level, next);
    if (is_new) make_room_for(next + 1);
    return at->second;
}

void MaxMin::add(FlowClass id) {
    Class& c = classes_[id];
    if (c.flows > 0) {
        weigh(c, c.weight);
        ++c.flows;
        return;
    }
    auto const [b, level] = find_bottleneck(c);
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
    residual_[l] += capacity - capacity_[l];
    capacity_[l] = capacity;
    touch(l, false);
}

// More or less weight of a class that has flows.
void MaxMin::weigh(Class const& c, double by) {
    double const rate = by * fair_share_[c.bottleneck];
    for (LinkIndex const l : c.links) {
        dirty_.set(l);
        if (l == c.bottleneck) {
            bottleneck_weight_[l] += by;
        } else {
            crossing(c.bottleneck, l).weight += by;
            residual_[l] -= rate;
        }
    }
}

void MaxMin::attach(FlowClass id, BottleneckIndex to) {
    Class& c = classes_[id];
    Limited& limited = limited_[to];
    c.bottleneck = to;
    c.member = static_cast<std::uint32_t>(limited.members.size());
    limited.members.push_back(id);
    least_cap_[to] = std::min(least_cap_[to], c.cap_level);
    if (!c.moved) {
        c.moved = true;
        moved_.push_back(id);
    }
    for (LinkIndex const l : c.links) {
        if (l != to) enter_crossing(to, l);
    }
    weigh(c, c.total());
}

void MaxMin::detach(FlowClass id) {
    Class& c = classes_[id];
    BottleneckIndex const from = c.bottleneck;
    Limited& limited = limited_[from];
    weigh(c, -c.total());
    for (LinkIndex const l : c.links) {
        if (l != from) leave_crossing(from, l);
    }
    limited.members[c.member] = limited.members.back();
    classes_[limited.members[c.member]].member = c.member;
    limited.members.pop_back();
    if (limited.members.empty()) close(from);
}

// One class more of those that the bottleneck limits crosses the link.
void MaxMin::enter_crossing(BottleneckIndex b, LinkIndex l) {
    Limited& limited = limited_[b];
    if (limited.at[l] != not_crossed) {
        ++limited.crossings[limited.at[l]].classes;
        return;
    }
    limited.at[l] = static_cast<std::uint32_t>(limited.crossings.size());
    limited.crossings.push_back({l, 1, 0.0});
    crossing_mask_[l * mask_words_ + b / Bits::word_bits] |= Bits::Word{1} << (b % Bits::word_bits);
    if (fair_share_[b] > fair_share_[l] * (1.0 - ties)) check_all_.set(l);
}

void MaxMin::leave_crossing(BottleneckIndex b, LinkIndex l) {
    Limited& limited = limited_[b];
    std::uint32_t const at = limited.at[l];
    if (--limited.crossings[at].classes > 0) return;
    limited.crossings[at] = limited.crossings.back();
    limited.at[limited.crossings[at].link] = at;
    limited.crossings.pop_back();
    limited.at[l] = not_crossed;
    crossing_mask_[l * mask_words_ + b / Bits::word_bits] &= ~(Bits::Word{1} << (b % Bits::word_bits));
}

// The bottleneck is about to limit its first class.
void MaxMin::open(BottleneckIndex b, double level) {
    Limited& limited = limited_[b];
    if (limited.at.empty()) limited.at.resize(capacity_.size(), not_crossed);
    least_cap_[b] = no_cap;
    fair_share_[b] = level;
    note_changed(b);
    std::size_t at = order_.size();
    order_.push_back({level, b});
    for (; at > 0 && order_[at - 1].level >= level; --at)
        place(at, order_[at - 1]);
    place(at, {level, b});
    if (!is_link(b)) return;
    full_.set(b);
    touch(b, true);
}

void MaxMin::close(BottleneckIndex b) {
    for (std::size_t i = place_[b]; i + 1 < order_.size(); ++i)
        place(i, order_[i + 1]);
    order_.pop_back();
    fair_share_[b] = 0.0;
    if (is_link(b)) {
        bottleneck_weight_[b] = 0.0;
        full_.clear(b);
    }
    note_changed(b);
}

// What will limit the first flow of a class, most likely: solve() moves it if that is wrong.
MaxMin::FoundBottleneck MaxMin::find_bottleneck(Class const& c) const {
    BottleneckIndex best = c.links.front();
    double least = no_cap;
    for (LinkIndex const l : c.links) {
        double const level = residual_[l] / (bottleneck_weight_[l] + c.weight);
        if (level >= least) continue;
        least = level;
        best = l;
    }
    return c.cap_level <= least ? FoundBottleneck{c.cap, c.cap_level}
                                : FoundBottleneck{best, std::max(least, 0.0)};
}

void MaxMin::touch(LinkIndex l, bool check) {
    dirty_.set(l);
    if (check) check_all_.set(l);
}

// Something that bottleneck `by` limits may have more on the link now than the link gives.
void MaxMin::check_if_crossed(BottleneckIndex b, BottleneckIndex by) {
    if (is_link(b) && is_crossed(b, by)) touch(b, true);
}

void MaxMin::note_changed(BottleneckIndex b) {
    if (is_changed_[b] != 0) return;
    is_changed_[b] = 1;
    changed_.push_back(b);
}

void MaxMin::forget_changes() {
    for (BottleneckIndex const b : changed_)
        is_changed_[b] = 0;
    for (FlowClass const c : moved_)
        classes_[c].moved = false;
    changed_.clear();
    moved_.clear();
}

void MaxMin::solve() {
    if (++solves_ % solves_between_recounts == 0) recount();
    std::uint64_t looks = 0;
    do {
        if (must_refill_ || !solve_full_links(looks)) return fill_from_nothing();
    } while (open_overfull_link());
}

// The dirty full link of the lowest level, by its place; no place if there is none.
std::size_t MaxMin::lowest_dirty() const {
    std::size_t lowest = order_.size();
    for (std::size_t w = 0; w < dirty_.words(); ++w) {
        for (Bits::Word bits = dirty_.word(w) & full_.word(w); bits != 0; bits &= bits - 1)
            lowest = std::min<std::size_t>(lowest, place_[w * Bits::word_bits + Bits::lowest(bits)]);
    }
    return lowest;
}

bool MaxMin::a_full_link_is_dirty() const {
    Bits::Word any = 0;
    for (std::size_t w = 0; w < dirty_.words(); ++w)
        any |= dirty_.word(w) & full_.word(w);
    return any != 0;
}

// From the lowest level upwards, until no full link is dirty. False if it takes too long.
bool MaxMin::solve_full_links(std::uint64_t& looks) {
    for (std::size_t i = lowest_dirty(); i < order_.size(); i = lowest_dirty()) {
        while (i < order_.size()) {
            BottleneckIndex const b = order_[i].bottleneck;
            if (!is_link(b) || !dirty_.test(b)) {
                ++i;
                continue;
            }
            if (++looks > repair_limit_) return false;
            look_at(b);
            if (must_refill_) return false;
            if (!a_full_link_is_dirty()) return true;
        }
    }
    return true;
}

void MaxMin::look_at(LinkIndex l) {
    bool const check = check_all_.test(l);
    dirty_.clear(l);
    check_all_.clear(l);
    double const level = residual_[l] / bottleneck_weight_[l];
    if (level > least_cap_[l] * (1.0 + alike)) return move_capped(l, level);
    if (!check && std::abs(level - fair_share_[l]) <= settled * level) return;
    std::size_t from = order_.size();
    if (!check && level > 0.0) {
        from = place_[l] + 1;
        while (from < order_.size() && order_[from].level <= fair_share_[l] * (1.0 + ties))
            ++from;
    }
    take_faster(l, level, from);
}

// Classes whose cap is below the level of their link are limited by their cap instead.
void MaxMin::move_capped(LinkIndex l, double level) {
    moving_.clear();
    least_cap_[l] = no_cap;
    for (FlowClass const c : limited_[l].members) {
        if (classes_[c].cap_level < level) {
            moving_.push_back(c);
        } else {
            least_cap_[l] = std::min(least_cap_[l], classes_[c].cap_level);
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
    double rest = residual_[l];
    double own = bottleneck_weight_[l];
    taken_.clear();
    for (std::size_t i = from; i-- > 0;) {
        auto const [other_level, b] = order_[i];
        if (other_level <= level * (1.0 + alike)) break;
        if (b == l || !is_crossed(l, b)) continue;
        taken_.push_back(b);
        double const weight = crossing(b, l).weight;
        rest += weight * other_level;
        own += weight;
        level = rest / own;
    }
    if (taken_.empty()) {
        must_refill_ = !(level > 0.0);
        return must_refill_ ? void() : set_level(l, level);
    }
    moving_.clear();
    for (BottleneckIndex const b : taken_) {
        for (FlowClass const c : limited_[b].members) {
            if (std::ranges::binary_search(classes_[c].links, l)) moving_.push_back(c);
        }
    }
    for (FlowClass const c : moving_) {
        detach(c);
        attach(c, l);
    }
    set_level(l, residual_[l] / bottleneck_weight_[l]);
    touch(l, true);
}

void MaxMin::set_level(LinkIndex l, double level) {
    Limited const& limited = limited_[l];
    double const by = level - fair_share_[l];
    for (Crossing const& crossing : limited.crossings) {
        residual_[crossing.link] -= by * crossing.weight;
        dirty_.set(crossing.link);
    }
    note_changed(l);
    reorder(l, level);
}

// Puts the bottleneck where its level belongs. Those that it overtakes may limit too little now.
void MaxMin::reorder(BottleneckIndex b, double level) {
    std::size_t at = place_[b];
    double const before = fair_share_[b];
    fair_share_[b] = level;
    if (level > before) {
        // Those of its old level are overtaken too.
        for (std::size_t i = at; i-- > 0 && order_[i].level >= before * (1.0 - ties);)
            check_if_crossed(order_[i].bottleneck, b);
        for (; at + 1 < order_.size() && order_[at + 1].level < level; ++at) {
            check_if_crossed(order_[at + 1].bottleneck, b);
            place(at, order_[at + 1]);
        }
    } else {
        for (; at > 0 && order_[at - 1].level > level; --at)
            place(at, order_[at - 1]);
    }
    place(at, {level, b});
}

// Of the dirty links that limit nothing, the first that is over its capacity becomes a bottleneck.
bool MaxMin::open_overfull_link() {
    for (std::size_t w = 0; w < dirty_.words(); ++w) {
        Bits::Word const seen = dirty_.word(w);
        if (seen == 0) continue;
        dirty_.remove_word(w, seen);
        check_all_.remove_word(w, seen);
        for (Bits::Word bits = seen; bits != 0; bits &= bits - 1) {
            auto const l = static_cast<LinkIndex>(w * Bits::word_bits + Bits::lowest(bits));
            if (residual_[l] >= -alike * capacity_[l]) continue;
            dirty_.unite_word(w, bits & (bits - 1));  // the rest of them later
            open(l, 0.0);
            take_faster(l, -no_cap, order_.size());
            return true;
        }
    }
    return false;
}

}  // namespace meridian::network
