// The `fluid` transfer model, the default: flows share links like fluids in pipes.
//
// - Rates are weighted max-min fair (models/network/max_min.hpp: Bertsekas & Gallager, "Data Networks",
//   2nd ed. 1992, 6.5.2). `sharing: equal`: every flow weighs 1. `sharing: inverse_rtt`: a flow weighs
//   1 / latency of its path, as TCP flows on one bottleneck do and as in SimGrid's CM02; a path without
//   latency counts as one of 1 s, as in CM02.
// - Rates change at once, at whole nanoseconds; a flow takes the latency of its path before its first byte
//   moves. With `tcp_window` it has at most window / (2 x latency).
// - All flows that one bottleneck limits get the same bytes per weight in any span of time: the bottleneck
//   has one virtual clock that counts them, and a flow ends when the clock reaches its start + size / weight
//   (the finish tag of generalised processor sharing: A. Parekh, R. Gallager, "A generalized processor
//   sharing approach to flow control in integrated services networks: the single-node case", IEEE/ACM
//   Trans. Networking 1(3), 1993). The cost of an event grows with the levels that it changes, not with the
//   number of flows.
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>

#include "models/network/max_min.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/transfer/flow_slots.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "sim/transfer/virtual_clocks.hpp"

namespace meridian::transfer {
namespace {

using network::LinkIndex;
using network::MaxMin;

constexpr double per_ns = 1.0 / nanoseconds_per_second;
constexpr Seconds latency_of_weight_one{0.010};  // weights are relative: any latency would do
constexpr Seconds counts_as{1.0};                // a path without latency

std::vector<double> capacities(NationalMap const& map) {
    std::vector<double> all;
    for (ArcId const arc : map.arcs().keys())
        all.push_back(map.links()[NationalMap::link_of(arc)].usable().count() * per_ns);
    return all;
}

enum class SharingRule : std::uint8_t { equal, inverse_rtt };
constexpr std::array<std::string_view, 2> sharing_words{"equal", "inverse_rtt"};

class Fluid final : public TransferModel {
public:
    struct Parameters : ParameterSet {
        Parameter<SharingRule> sharing{
            *this,
            {"sharing", Dimension::count, "equal", 0, sharing_words.size() - 1,
             "what a full link gives its flows: the same to each, or by 1 / latency of their paths",
             sharing_words}};
        Parameter<std::optional<Bytes>> tcp_window{
            *this,
            {"tcp_window", Dimension::bytes, "", 1, 9e18,
             "a flow has at most window / (2 x latency); without it, no such limit"}};
    };
    Fluid(Parameters const& parameters, TransferNetwork const& around)
        : around_{around},
          by_latency_{*parameters.sharing == SharingRule::inverse_rtt},
          window_{static_cast<double>(parameters.tcp_window->value_or(Bytes{}).count())},
          rates_{capacities(around.map)} {}

    FlowId start(SimTime now, Shipment const& what) override {
        std::uint32_t const slot = slots_.take(flows_);
        Flow& flow = flows_[slot];
        bool const at_once = around_.paths[what.path].arcs.empty() || what.size.count() == 0;
        flow = Flow{what, started_++, what.size.count(), 0.0, no_class, Phase::at_once, flow.turn};
        flow.to_send = static_cast<double>(flow.leg);
        bytes_.started += flow.leg;
        bytes_.in_flight += flow.leg;
        if (at_once) {
            due_.push(now, engine::EventRank::completion, flow.turn, slot);
        } else {
            set_out(flow);
            take_latency(now, slot);
        }
        return FlowId{slot};
    }

    void cancel(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        stop(now, id.index);
        if (flow.phase == Phase::latency || flow.phase == Phase::moving) {
            count_flows(flow.what.path, -1);
            tallies_[flow.what.path.index].partly += static_cast<double>(flow.leg) - flow.to_send;
        }
        bytes_.cancelled += flow.what.size.count();
        release(id.index);
        share_out(now);
    }

    void pause(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        if (flow.phase == Phase::at_once || flow.phase == Phase::paused) return;
        stand(now, id.index);
        share_out(now);
    }

    void resume(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        if (flow.phase != Phase::paused) return;
        count_flows(flow.what.path, +1);
        take_latency(now, id.index);
    }

    void reroute(SimTime now, FlowId id, PathId path) override {
        Flow& flow = flows_[id.index];
        if (flow.phase == Phase::at_once) return;
        if (flow.phase != Phase::paused) stand(now, id.index);
        flow.what.path = path;
        set_out(flow);
        take_latency(now, id.index);
        share_out(now);
    }

    void set_capacity(SimTime now, ArcId arc, BytesPerSecond usable) override {
        rates_.set_capacity(arc.index, usable.count() * per_ns);
        share_out(now);
    }

    [[nodiscard]] SimTime next_completion() const override {
        return std::min(clocks_.next_end(), due_.empty() ? SimTime::max() : due_.top().when);
    }

    void advance(SimTime now, std::vector<std::uint32_t>& finished) override {
        ended_.clear();
        clocks_.take_ended(now, left_);
        for (auto const& [flow_class, slot] : left_) {
            rates_.remove(flow_class);
            ended_.push_back(slot);
        }
        left_.clear();
        while (!due_.empty() && due_.top().when <= now) {
            engine::Event const due = due_.pop();
            Flow const& flow = flows_[due.subject];
            if (flow.turn != due.kind) continue;  // it has left
            if (flow.phase == Phase::at_once) ended_.push_back(due.subject);
            if (flow.phase == Phase::latency) join(now, due.subject);
        }
        share_out(now);
        std::ranges::sort(ended_, {}, [&](std::uint32_t slot) { return flows_[slot].serial; });
        for (std::uint32_t const slot : ended_) {
            Flow const& flow = flows_[slot];
            if (flow.phase != Phase::at_once) {
                count_flows(flow.what.path, -1);
                tallies_[flow.what.path.index].arrived += flow.leg;
            }
            bytes_.arrived += flow.what.size.count();
            finished.push_back(flow.what.owner);
            release(slot);
        }
        drop_stale();
    }

    void measure(SimTime now, Measure what) override {
        for (ArcId const arc : around_.links.keys()) {
            state::LinkUse& use = around_.links[arc];
            use.carried = use.carried_by(now);
            use.since = now;
            use.rate_low = 0.0;
            use.rate = use.flows == 0 ? 0.0 : std::max(0.0, rates_.use(arc.index)) * nanoseconds_per_second;
        }
        if (what == Measure::all) measure_bytes(now);
    }

    [[nodiscard]] std::vector<FlowOnArc> flows_over(ArcId arc) const override {
        return transfer::flows_over(
            arc, flows_, around_.paths,
            [](Flow const& flow) { return flow.phase != Phase::gone && flow.phase != Phase::at_once; },
            [](Flow const& flow) { return flow.phase == Phase::paused; });
    }

    [[nodiscard]] ByteCounts bytes() const override { return bytes_; }

private:
    static constexpr std::uint32_t no_class = ~std::uint32_t{0};
    enum class Phase : std::uint8_t { gone, at_once, latency, moving, paused };
    struct Flow {
        Shipment what;
        std::uint64_t serial{0};  // order of starting
        std::int64_t leg{0};      // bytes that go over the present path
        double to_send{0.0};      // of these, when it last stopped moving
        FlowClass flow_class{no_class};
        Phase phase{Phase::gone};
        std::uint32_t turn{0};  // generation of the slot: what is due for an earlier one is stale
    };

    struct PathTally {
        WideCount arrived{0};             // bytes of flows that have ended or gone another way
        double partly{0.0};               // sent by flows that were cancelled
        FlowClass plain_class{no_class};  // of flows of weight 1 without a cap
    };

    void release(std::uint32_t slot) {
        Flow& flow = flows_[slot];
        bytes_.in_flight -= flow.what.size.count();
        flow.phase = Phase::gone;
        ++flow.turn;
        slots_.release(slot);
    }

    // Flows that left during their latency stay among the due until they come to the top.
    void drop_stale() {
        while (!due_.empty() && flows_[due_.top().subject].turn != due_.top().kind)
            due_.drop();
    }

    void count_flows(PathId path, int by) {
        for (ArcId const arc : around_.paths[path].arcs)
            around_.links[arc].flows += by;
    }

    // On its way, over all of the path. Its class is known before its first byte moves.
    void set_out(Flow& flow) {
        count_flows(flow.what.path, +1);
        std::uint32_t const path = flow.what.path.index;
        if (path >= tallies_.size()) tallies_.resize(path + 1);
        bool const plain = flow.what.weight == 1.0 && flow.what.cap.count() == MaxMin::no_cap;
        if (plain && tallies_[path].plain_class == no_class) tallies_[path].plain_class = class_of(flow.what);
        flow.flow_class = plain ? tallies_[path].plain_class : class_of(flow.what);
    }

    // Flows with the same set of arcs, weight and cap are one class, whatever the path's order.
    FlowClass class_of(Shipment const& what) {
        Path const& path = around_.paths[what.path];
        Seconds const latency = in_seconds(path.latency);
        double const by =
            path.latency == Duration{0} ? latency_of_weight_one / counts_as : latency_of_weight_one / latency;
        double const weight = what.weight * (by_latency_ ? by : 1.0);
        double cap = what.cap.count() * per_ns;
        if (window_ > 0.0 && path.latency > Duration{0})
            cap = std::min(cap, window_ / (2.0 * latency.count()) * per_ns);
        std::vector<LinkIndex> links;
        for (ArcId const arc : path.arcs)
            links.push_back(arc.index);
        std::ranges::sort(links);
        auto const [at, is_new] = classes_.try_emplace({links, weight, cap}, 0);
        if (is_new) {
            at->second = rates_.add_class(links, weight, cap);
            clocks_.add_class(weight);
        }
        return at->second;
    }

    void take_latency(SimTime now, std::uint32_t slot) {
        Flow& flow = flows_[slot];
        flow.phase = Phase::latency;
        due_.push(later(now, around_.paths[flow.what.path].latency), engine::EventRank::completion, flow.turn,
                  slot);
    }

    // Its first byte moves.
    void join(SimTime now, std::uint32_t slot) {
        Flow& flow = flows_[slot];
        flow.phase = Phase::moving;
        rates_.add(flow.flow_class);
        clocks_.join(now, flow.flow_class, flow.to_send, slot, ++joins_);
    }

    void stop(SimTime now, std::uint32_t slot) {
        Flow& flow = flows_[slot];
        assert(flow.phase != Phase::gone);
        if (flow.phase != Phase::moving) return;
        flow.to_send = std::min(clocks_.leave(now, flow.flow_class, slot), static_cast<double>(flow.leg));
        rates_.remove(flow.flow_class);
    }

    // The whole bytes that it has sent have arrived; the rest of them is its next leg. It is on no link.
    void stand(SimTime now, std::uint32_t slot) {
        Flow& flow = flows_[slot];
        stop(now, slot);
        auto const left = static_cast<std::int64_t>(std::ceil(flow.to_send));
        tallies_[flow.what.path.index].arrived += flow.leg - left;
        count_flows(flow.what.path, -1);
        flow.leg = left;
        flow.to_send = static_cast<double>(left);
        flow.phase = Phase::paused;
        ++flow.turn;
    }

    void share_out(SimTime now) {
        rates_.solve();
        check();
        clocks_.follow(now, rates_);
        rates_.forget_changes();
        drop_stale();
    }

    void check() const {
#ifdef MERIDIAN_SLOW_CHECKS
        auto const broken = rates_.broken_conditions();
        if (!broken.empty()) throw std::logic_error{"rates are not max-min fair: " + broken.front()};
#endif
    }

    void measure_bytes(SimTime now) {
        std::vector<double> carried(around_.links.size(), 0.0);
        std::vector<WideCount> arrived(around_.links.size(), 0);
        for (std::uint32_t path = 0; path < tallies_.size(); ++path) {
            for (ArcId const arc : around_.paths[PathId{path}].arcs) {
                arrived[arc.index] += tallies_[path].arrived;
                carried[arc.index] += tallies_[path].partly;
            }
        }
        for (auto const& [key, c] : classes_) {
            double sent = 0.0;
            clocks_.for_each_flow(now, c, [&](std::uint32_t slot, double left) {
                auto const leg = static_cast<double>(flows_[slot].leg);
                sent += std::clamp(leg - left, 0.0, leg);
            });
            for (LinkIndex const l : std::get<0>(key))
                carried[l] += sent;
        }
        for (ArcId const arc : around_.links.keys()) {
            around_.links[arc].arrived = arrived[arc.index];
            around_.links[arc].carried = static_cast<double>(arrived[arc.index]) + carried[arc.index];
        }
    }

    TransferNetwork around_;
    bool by_latency_;
    double window_;  // bytes; 0: none
    MaxMin rates_;   // bytes per nanosecond
    VirtualClocks clocks_;
    std::map<std::tuple<std::vector<LinkIndex>, double, double>, FlowClass> classes_;
    std::vector<Flow> flows_;
    FlowSlots slots_;
    engine::EventQueue due_;                  // latencies that end; kind: the slot's turn, subject: the slot
    std::vector<PathTally> tallies_;          // by path
    std::vector<VirtualClocks::Ended> left_;  // reused
    std::vector<std::uint32_t> ended_;        // reused
    std::uint64_t started_{0};
    std::uint32_t joins_{0};
    ByteCounts bytes_;
};

}  // namespace

extern ModelComponent const fluid_component;
ModelComponent const fluid_component =
    ModelComponent::of<Fluid>({"fluid", "Max-min fair sharing", "最大最小公平共享"},
                              "flows share links max-min fairly, by latency if asked: the default",
                              "Bertsekas & Gallager 1992; Parekh & Gallager 1993");

}  // namespace meridian::transfer
