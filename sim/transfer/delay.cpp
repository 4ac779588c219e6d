// The `delay` transfer model: time = path latency + size / narrowest usable capacity on the path.
// Transfers do not share links, so a loaded network looks faster than it is: for screening. Bytes
// count as carried at an even rate over the whole transfer.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "sim/engine/event_queue.hpp"
#include "sim/transfer/flow_slots.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {
namespace {

class Delay final : public TransferModel {
public:
    using Parameters = ParameterSet;
    Delay(Parameters const&, TransferNetwork const& around) : around_{around} {
        for (ArcId const arc : around.map.arcs().keys())
            usable_.push_back(around.map.links()[NationalMap::link_of(arc)].usable());
    }

    FlowId start(SimTime now, Shipment const& what) override {
        FlowId const id{slots_.take(flows_)};
        Flow& flow = flows_[id.index];
        flow = Flow{what, started_++, what.size.count(), {}, {}, 0.0, flow.turn, true, false};
        bytes_.started += flow.leg;
        bytes_.in_flight += flow.leg;
        move(now, id, duration_of(flow));
        return id;
    }

    void cancel(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        assert(flow.under_way);
        stand(now, flow);
        bytes_.cancelled += flow.what.size.count();
        release(id);
        drop_stale_ends();
    }

    void pause(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        if (flow.paused || flow.rate == 0.0) return;
        stand(now, flow);
        end_leg(flow);
        flow.paused = true;
        ++flow.turn;
        drop_stale_ends();
    }

    void resume(SimTime now, FlowId id) override {
        if (flows_[id.index].paused) reroute(now, id, flows_[id.index].what.path);
    }

    void reroute(SimTime now, FlowId id, PathId path) override {
        pause(now, id);
        Flow& flow = flows_[id.index];
        if (!flow.paused) return;  // it ends at once
        flow.what.path = path;
        flow.paused = false;
        move(now, id, duration_of(flow));
    }

    void set_capacity(SimTime, ArcId arc, BytesPerSecond usable) override { usable_[arc.index] = usable; }

    [[nodiscard]] SimTime next_completion() const override {
        return ends_.empty() ? SimTime::max() : ends_.top().when;
    }

    void advance(SimTime now, std::vector<std::uint32_t>& finished) override {
        ended_.clear();
        while (!ends_.empty() && ends_.top().when <= now) {
            ended_.push_back(ends_.pop().subject);
            drop_stale_ends();
        }
        std::ranges::sort(ended_, {}, [&](std::uint32_t slot) { return flows_[slot].serial; });
        for (std::uint32_t const slot : ended_) {
            Flow& flow = flows_[slot];
            stand(now, flow);
            for (ArcId const arc : around_.paths[flow.what.path].arcs)
                around_.links[arc].arrived += flow.leg;
            bytes_.arrived += flow.what.size.count();
            finished.push_back(flow.what.owner);
            release(FlowId{slot});
        }
    }

    void measure(SimTime, Measure) override {}  // it always is right

    [[nodiscard]] std::vector<FlowOnArc> flows_over(ArcId arc) const override {
        auto const is_under_way = [](Flow const& flow) { return flow.under_way && flow.span > Duration{0}; };
        return transfer::flows_over(arc, flows_, around_.paths, is_under_way,
                                    [](Flow const& flow) { return flow.paused; });
    }

    [[nodiscard]] ByteCounts bytes() const override { return bytes_; }

private:
    struct Flow {
        Shipment what;
        std::uint64_t serial{0};  // order of starting
        std::int64_t leg{0};      // bytes that go over the present path
        Duration span{};          // that they take
        Duration left{};          // of it, when the flow last stopped
        double rate{0.0};
        std::uint32_t turn{0};  // generation of the slot: ends of an earlier one are stale
        bool under_way{false};
        bool paused{false};
        SimTime since{};
    };

    void release(FlowId id) {
        Flow& flow = flows_[id.index];
        bytes_.in_flight -= flow.what.size.count();
        flow.under_way = false;
        ++flow.turn;
        slots_.release(id.index);
    }

    // The end of a flow that has left stays in the heap until it comes to the top.
    void drop_stale_ends() {
        while (!ends_.empty() && flows_[ends_.top().subject].turn != ends_.top().kind)
            ends_.drop();
    }

    [[nodiscard]] Duration duration_of(Flow& flow) const {
        Path const& path = around_.paths[flow.what.path];
        flow.span = Duration{0};
        if (path.arcs.empty() || flow.leg == 0) return flow.span;
        BytesPerSecond narrowest = flow.what.cap;
        for (ArcId const arc : path.arcs)
            narrowest = std::min(narrowest, usable_[arc.index]);
        flow.span = path.latency + rounded_up(Bytes{flow.leg} / narrowest);
        return flow.span;
    }

    // Its bytes move, and will have arrived after `span`.
    void move(SimTime now, FlowId id, Duration span) {
        Flow& flow = flows_[id.index];
        flow.left = span;
        flow.since = now;
        change_links(
            now, flow,
            flow.span.count() == 0 ? 0.0 : static_cast<double>(flow.leg) / in_seconds(flow.span).count());
        ends_.push(later(now, span), engine::EventRank::completion, flow.turn, id.index);
    }

    void stand(SimTime now, Flow& flow) {
        flow.left -= now - flow.since;
        change_links(now, flow, 0.0);
    }

    // The whole bytes that a flow which stands has sent have arrived; the rest of them is its next leg. So a
    // link without moving flows has carried what has arrived over it, also while flows over it are paused.
    void end_leg(Flow& flow) {
        double const sent =
            static_cast<double>(flow.leg) * (in_seconds(flow.span - flow.left) / in_seconds(flow.span));
        auto const arrived = static_cast<std::int64_t>(sent);
        for (ArcId const arc : around_.paths[flow.what.path].arcs) {
            around_.links[arc].arrived += arrived;
            around_.links[arc].carried += static_cast<double>(arrived) - sent;  // the part of a byte
        }
        flow.leg -= arrived;
    }

    void change_links(SimTime now, Flow& flow, double rate) {
        if (rate == flow.rate) return;
        int const sign = (rate > 0.0 ? 1 : 0) - (flow.rate > 0.0 ? 1 : 0);
        for (ArcId const arc : around_.paths[flow.what.path].arcs) {
            state::LinkUse& use = around_.links[arc];
            use.carried = use.carried_by(now);
            use.since = now;
            use.flows += sign;
            use.change_rate(rate - flow.rate);
        }
        flow.rate = rate;
    }

    TransferNetwork around_;
    std::vector<BytesPerSecond> usable_;  // by arc, now
    std::vector<Flow> flows_;
    FlowSlots slots_;
    engine::EventQueue ends_;           // kind: the flow's turn, subject: the slot
    std::vector<std::uint32_t> ended_;  // reused
    std::uint64_t started_{0};
    ByteCounts bytes_;
};

}  // namespace

extern ModelComponent const delay_component;
ModelComponent const delay_component = ModelComponent::of<Delay>(
    {"delay", "Unshared delay", "独占链路时延"}, "latency + size / narrowest link, unshared: for screening");

}  // namespace meridian::transfer
