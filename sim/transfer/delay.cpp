#include "sim/transfer/delay.hpp"

#include <cassert>

#include "sim/engine/event_queue.hpp"

namespace meridian::transfer {
namespace {

class Delay final : public TransferModel {
public:
    explicit Delay(Surroundings around) : around_{around} {}

    FlowId start(SimTime now, PathId path, Bytes size, std::uint32_t owner) override {
        FlowId const id = slot();
        Duration const span = duration_of(path, size);
        Flow& flow = flows_[id.index];
        flow = Flow{path, size.count(), rate_of(size, span), owner, flow.turn + 1, true};
        bytes_.started += flow.size;
        bytes_.in_flight += flow.size;
        change_links(now, flow, +1);
        ends_.push(later(now, span), engine::Rank::completion, flow.turn, id.index);
        return id;
    }

    void cancel(SimTime now, FlowId id) override {
        Flow& flow = flows_[id.index];
        assert(flow.under_way);
        change_links(now, flow, -1);
        bytes_.cancelled += flow.size;
        release(id);
        drop_stale_ends();
    }

    [[nodiscard]] SimTime next_completion() const override {
        return ends_.empty() ? SimTime::max() : ends_.top().when;
    }

    void advance(SimTime now, std::vector<std::uint32_t>& finished) override {
        while (!ends_.empty() && ends_.top().when <= now) {
            engine::Event const end = ends_.pop();
            Flow const& flow = flows_[end.subject];
            change_links(end.when, flow, -1);
            for (ArcId const arc : around_.paths[flow.path].arcs)
                around_.links[arc].arrived += flow.size;
            bytes_.arrived += flow.size;
            finished.push_back(flow.owner);
            release(FlowId{end.subject});
            drop_stale_ends();
        }
    }

    [[nodiscard]] ByteCounts bytes() const override { return bytes_; }

private:
    struct Flow {
        PathId path;
        std::int64_t size{0};
        double rate{0.0};
        std::uint32_t owner{0};
        std::uint32_t turn{0};  // how often the slot has been used: tells a stale end from a live one
        bool under_way{false};
    };

    FlowId slot() {
        if (free_.empty()) {
            flows_.emplace_back();
            return FlowId{static_cast<std::uint32_t>(flows_.size() - 1)};
        }
        FlowId const id = free_.back();
        free_.pop_back();
        return id;
    }

    void release(FlowId id) {
        bytes_.in_flight -= flows_[id.index].size;
        flows_[id.index].under_way = false;
        free_.push_back(id);
    }

    // A cancelled flow's end stays in the heap until it comes to the top.
    void drop_stale_ends() {
        while (!ends_.empty()) {
            engine::Event const& top = ends_.top();
            Flow const& flow = flows_[top.subject];
            if (flow.under_way && flow.turn == top.kind) return;
            ends_.drop();
        }
    }

    [[nodiscard]] Duration duration_of(PathId id, Bytes size) const {
        Path const& path = around_.paths[id];
        if (path.arcs.empty() || size.count() == 0) return Duration{0};
        return path.latency + rounded_up(size / path.bottleneck);
    }

    [[nodiscard]] static double rate_of(Bytes size, Duration span) {
        return span.count() == 0 ? 0.0 : static_cast<double>(size.count()) / in_seconds(span).count();
    }

    void change_links(SimTime now, Flow const& flow, int sign) {
        if (flow.rate == 0.0) return;
        for (ArcId const arc : around_.paths[flow.path].arcs) {
            state::LinkUse& use = around_.links[arc];
            use.carried = use.carried_by(now);
            use.since = now;
            use.flows += sign;
            use.change_rate(sign * flow.rate);
        }
    }

    Surroundings around_;
    std::vector<Flow> flows_;
    std::vector<FlowId> free_;
    engine::EventQueue ends_;  // kind: the slot's turn, subject: the slot
    ByteCounts bytes_;
};

}  // namespace

std::unique_ptr<TransferModel> make_delay(Selection const& /*selection*/, Surroundings around) {
    return std::make_unique<Delay>(around);
}

}  // namespace meridian::transfer
