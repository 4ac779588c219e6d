// Virtual clocks: which flow ends next, at whole nanoseconds, while rates change. Knows classes of flows,
// bottlenecks and levels (models/network/max_min.hpp), and nothing of links.
//
// A bottleneck's clock counts bytes per weight since some instant; a class reads it with an offset of its
// own, so that a class that moves to another bottleneck goes on where it was. A flow's tag is the reading of
// its class at which it ends. By bottleneck: a heap of its classes by the clock's reading when their first
// flow ends, at equal readings by class; by class: a heap of tags.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <boost/heap/d_ary_heap.hpp>

#include "models/network/max_min.hpp"
#include "models/units/time.hpp"

namespace meridian::transfer {

using network::BottleneckIndex;
using network::FlowClass;

class VirtualClocks {
public:
    struct Tag {
        double at;
        std::uint32_t slot;
        std::uint32_t turn;  // generation of the slot: another once its flow has left
    };

    VirtualClocks() = default;
    VirtualClocks(VirtualClocks const&) = delete;  // classes hold places in heaps
    VirtualClocks& operator=(VirtualClocks const&) = delete;

    void add_class(double weight);
    // A flow joins now. Its class gets its bottleneck at the next follow(), if it has none.
    void join(SimTime now, FlowClass c, double bytes, std::uint32_t slot, std::uint32_t turn);
    // A flow leaves before its end; answers how many of its bytes have not been sent.
    [[nodiscard]] double leave(SimTime now, FlowClass c, std::uint32_t slot);
    // Takes the flows that end at or before `now`.
    struct Ended {
        FlowClass flow_class;
        std::uint32_t slot;
    };
    void take_ended(SimTime now, std::vector<Ended>& ended);
    // Takes over what has changed in the rates, in bytes per nanosecond, from `now` on.
    void follow(SimTime now, network::MaxMin const& rates);

    // When the next flow ends; SimTime::max() if there is none.
    [[nodiscard]] SimTime next_end() const { return next_; }
    // Bytes that the flows of a class have yet to send, by slot: calls visit(slot, bytes).
    template <class Visit>
    void for_each_flow(SimTime now, FlowClass c, Visit const& visit) const {
        Class const& of = classes_[c];
        if (of.flows == 0) return;
        double const reading = reading_of(of, now);
        for (Tag const& tag : of.tags) {
            if (is_there(tag)) visit(tag.slot, (tag.at - reading) * of.weight);
        }
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    struct Waiting {
        double key;  // the clock's reading when the first flow of the class ends
        FlowClass flow_class;
        // The heap's top is its greatest: what ends first.
        friend bool operator<(Waiting const& a, Waiting const& b) {
            return a.key != b.key ? a.key > b.key : a.flow_class > b.flow_class;
        }
    };
    using MovingHeap = boost::heap::d_ary_heap<Waiting, boost::heap::arity<2>, boost::heap::mutable_<true>>;
    // Handles stay valid when the heap is moved. A vector moves only what cannot throw.
    struct Heap : MovingHeap {
        Heap() = default;
        Heap(Heap&& other) noexcept : MovingHeap{std::move(other)} {}
    };
    struct Class {
        double weight;
        double offset{0.0};
        double reading{0.0};  // now, while it has no bottleneck
        BottleneckIndex at{none};
        MovingHeap::handle_type place{};  // in its clock's heap
        std::uint32_t flows{0};
        std::vector<Tag> tags;  // heap, first to end in front; some have left
    };
    struct Clock {
        double reading{0.0};  // at `since`
        double rate{0.0};     // bytes per weight and nanosecond
        SimTime since;
        Heap classes;
        std::uint32_t place{none};  // among the running
        bool touched{false};
    };

    [[nodiscard]] static double reading_at(Clock const& clock, SimTime now) {
        return clock.reading + clock.rate * static_cast<double>((now - clock.since).count());
    }
    [[nodiscard]] double reading_of(Class const& c, SimTime now) const {
        return c.at == none ? c.reading : reading_at(clocks_[c.at], now) + c.offset;
    }
    [[nodiscard]] bool is_there(Tag const& tag) const { return turns_[tag.slot] == tag.turn; }
    void settle(Clock& clock, SimTime now);
    void drop_gone(Class& c);
    void count_anew(Class& c, SimTime now);
    void count_anew(Clock& clock);
    void enter(SimTime now, FlowClass c, BottleneckIndex b);
    void exit(SimTime now, FlowClass c);
    void take_first(FlowClass c, std::vector<Ended>& ended);
    void rekey(FlowClass c);
    void touch(BottleneckIndex b);
    void find_ends(SimTime now);
    [[nodiscard]] SimTime end_of(Clock const& clock, SimTime now) const;

    std::vector<Class> classes_;
    std::vector<Clock> clocks_;
    std::vector<std::uint32_t> turns_;  // by slot: the turn that is there
    // Clocks with flows, side by side, and when their first flows end.
    std::vector<BottleneckIndex> running_;
    std::vector<SimTime> ends_;
    std::vector<BottleneckIndex> touched_;
    SimTime next_{SimTime::max()};
};

}  // namespace meridian::transfer
