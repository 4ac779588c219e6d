// Weighted max-min fair rates of flows over links, updated as flows start and end. It knows no time.
//
// Flows over the same links, of the same weight and rate cap, form a class and always have the same rate. A
// class is limited by one *bottleneck*: a full link, or its own cap. All classes limited by one bottleneck
// have the same rate per weight, its *level*. The rates are weighted max-min fair if and only if
//     1. the classes that a full link limits use what the other classes leave of it:
//        level = rest / weight of the limited classes;
//     2. nothing that crosses a full link, or is limited by it, has a rate per weight above its level, and
//        nothing that it limits has a cap below it;
//     3. a link that limits nothing is not over its capacity
// (D. Bertsekas, R. Gallager, "Data Networks", 2nd ed. 1992, section 6.5.2: every flow has a bottleneck link
// on which its rate is maximal. A weight stands for that many flows of weight 1, a cap for a link that the
// flow has to itself).
//
// A change makes the links of one path dirty. solve() examines dirty links from the lowest level upwards and stops
// where a level does not change, because a level changes only if one that it depends on changes. When the order of
// two levels changes, the classes between them move to the lower bottleneck (water-filling on one link).
// O(levels changed x links that they share) a change, whatever the number of classes and flows.
//
// Rates agree with a computation from scratch to a relative 1e-9 at worst, typically 1e-12. The same calls give the
// same answers on every machine.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/network/bits.hpp"

namespace meridian::network {

using LinkIndex = std::uint32_t;        // a direction of a link, counted from 0
using FlowClass = std::uint32_t;        // in order of add_class()
using BottleneckIndex = std::uint32_t;  // a link by its own number; beyond them: caps

class MaxMin {
public:
    static constexpr double no_cap = std::numeric_limits<double>::infinity();

    // Capacities > 0, in any one unit of rate. `repair_limit`: how many levels one solve() may
    // examine before it computes all from scratch; for tests.
    explicit MaxMin(std::vector<double> capacities, std::uint64_t repair_limit = 100'000);

    // A class without flows. `links`: at least one, any order; weight > 0; cap > 0, a rate of one flow.
    FlowClass add_class(std::span<LinkIndex const> links, double weight, double cap = no_cap);
    // One flow more, or less. Precondition of remove(): the class has one.
    void add(FlowClass c);
    void remove(FlowClass c);
    void set_capacity(LinkIndex link, double capacity);

    // Updates all rates after any number of the changes above.
    void solve();

    [[nodiscard]] std::uint32_t flows(FlowClass c) const { return classes_[c].flows; }
    [[nodiscard]] double weight(FlowClass c) const { return classes_[c].weight; }
    // All below is valid after solve(); bottleneck() and rate() of a class that has flows.
    [[nodiscard]] BottleneckIndex bottleneck(FlowClass c) const { return classes_[c].bottleneck; }
    [[nodiscard]] double rate(FlowClass c) const {  // of one of its flows
        return classes_[c].weight * fair_share_[classes_[c].bottleneck];
    }
    // Rate per weight of the classes that it limits; 0 if there are none.
    [[nodiscard]] double level(BottleneckIndex b) const { return fair_share_[b]; }
    [[nodiscard]] std::size_t bottlenecks() const { return fair_share_.size(); }
    [[nodiscard]] double use(LinkIndex l) const {
        return capacity_[l] - residual_[l] + bottleneck_weight_[l] * fair_share_[l];
    }
    [[nodiscard]] double capacity(LinkIndex l) const { return capacity_[l]; }

    // Changes since the last forget_changes(): levels, and classes whose bottleneck has changed or that have their
    // first flow.
    [[nodiscard]] std::span<BottleneckIndex const> changed_levels() const { return changed_; }
    [[nodiscard]] std::span<FlowClass const> moved_classes() const { return moved_; }
    void forget_changes();

    // Recounts the three conditions from the classes alone; empty if they hold.
    [[nodiscard]] std::vector<std::string> broken_conditions() const;

private:
    struct Class {
        std::vector<LinkIndex> links;  // sorted, each once
        double weight;
        double cap_level;  // cap / weight
        BottleneckIndex cap;
        BottleneckIndex bottleneck;
        std::uint32_t flows;
        std::uint32_t member;  // its place among its bottleneck's classes
        bool moved;

        [[nodiscard]] double total() const { return weight * static_cast<double>(flows); }
    };
    // What a bottleneck limits, and how much of that crosses each other link.
    struct Crossing {
        LinkIndex link;
        std::uint32_t classes;
        double weight;
    };
    struct Limited {
        std::vector<FlowClass> members;
        std::vector<Crossing> crossings;
        std::vector<std::uint32_t> at;  // by link: its place among the crossings; not_crossed: it has none
    };
    static constexpr std::uint32_t not_crossed = ~std::uint32_t{0};
    struct FoundBottleneck {
        BottleneckIndex bottleneck;
        double level;
    };
    struct Ordered {
        double level;
        BottleneckIndex bottleneck;
    };

    [[nodiscard]] bool is_link(BottleneckIndex b) const { return b < capacity_.size(); }
    [[nodiscard]] bool limits(BottleneckIndex b) const { return !limited_[b].members.empty(); }
    [[nodiscard]] bool is_crossed(LinkIndex l, BottleneckIndex by) const {
        return (crossing_mask_[l * mask_words_ + by / Bits::word_bits] >> (by % Bits::word_bits) & 1) != 0;
    }
    void make_room_for(std::size_t bottlenecks);
    [[nodiscard]] BottleneckIndex cap_of(double cap_level);

    // max_min.cpp
    void weigh(Class const& c, double by);
    [[nodiscard]] Crossing& crossing(BottleneckIndex b, LinkIndex l) {
        return limited_[b].crossings[limited_[b].at[l]];
    }
    void enter_crossing(BottleneckIndex b, LinkIndex l);
    void leave_crossing(BottleneckIndex b, LinkIndex l);
    void attach(FlowClass c, BottleneckIndex b);
    void detach(FlowClass c);
    void open(BottleneckIndex b, double level);
    void close(BottleneckIndex b);
    [[nodiscard]] FoundBottleneck find_bottleneck(Class const& c) const;
    void touch(LinkIndex l, bool check);
    [[nodiscard]] std::size_t lowest_dirty() const;
    [[nodiscard]] bool a_full_link_is_dirty() const;
    [[nodiscard]] bool solve_full_links(std::uint64_t& looks);
    [[nodiscard]] bool open_overfull_link();
    void look_at(LinkIndex l);
    void move_capped(LinkIndex l, double level);
    void take_faster(LinkIndex l, double level, std::size_t from);
    void set_level(LinkIndex l, double level);
    void reorder(BottleneckIndex b, double level);
    void place(std::size_t at, Ordered const& what) {
        order_[at] = what;
        place_[what.bottleneck] = static_cast<std::uint32_t>(at);
    }
    void check_if_crossed(BottleneckIndex b, BottleneckIndex by);
    void note_changed(BottleneckIndex b);

    // max_min_fill.cpp
    void fill_from_nothing();
    void recount();

    std::vector<Class> classes_;
    // By link. `crossing_mask_`: bottlenecks that limit what crosses it besides its own, a row of bits each.
    std::vector<double> capacity_;
    std::vector<double> residual_;           // capacity - use by classes that other bottlenecks limit
    std::vector<double> bottleneck_weight_;  // weight of the classes that it limits
    std::vector<Bits::Word> crossing_mask_;
    std::size_t mask_words_{0};
    // By bottleneck.
    std::vector<double> fair_share_;
    std::vector<double> least_cap_;     // level of the least cap of its classes, or less
    std::vector<std::uint32_t> place_;  // in order_
    std::vector<std::uint8_t> is_changed_;
    std::vector<Limited> limited_;

    std::map<double, BottleneckIndex> caps_;  // by level
    std::vector<Ordered> order_;              // those that limit something, by level
    Bits full_;                               // links that limit something
    Bits dirty_;                              // links to be looked at
    Bits check_all_;                          // of these: even if the level stays, and against all levels
    std::vector<BottleneckIndex> changed_, taken_;
    std::vector<FlowClass> moved_;
    std::vector<FlowClass> moving_;  // reused
    std::uint64_t repair_limit_;
    std::uint32_t solves_{0};
    bool must_refill_{false};  // rounding has made the repair inexact: compute from scratch
};

}  // namespace meridian::network
