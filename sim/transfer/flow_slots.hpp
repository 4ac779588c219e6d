// The slots of a model's table of flows: those whose flows have ended are used again. A flow has `what` it sends
// and its `serial`, the order of starting.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

class FlowSlots {
public:
    // A slot of `flows` for another flow; the table grows if none is free.
    template <class Flow>
    [[nodiscard]] std::uint32_t take(std::vector<Flow>& flows) {
        if (free_.empty()) {
            flows.emplace_back();
            return static_cast<std::uint32_t>(flows.size() - 1);
        }
        std::uint32_t const slot = free_.back();
        free_.pop_back();
        return slot;
    }
    void release(std::uint32_t slot) { free_.push_back(slot); }

private:
    std::vector<std::uint32_t> free_;
};

// TransferModel::flows_over for a table of flows. `is_under_way(flow)`: does it hold a flow that does not end at
// once? `is_paused(flow)`: does that stand still?
template <class Flow, class UnderWay, class Paused>
[[nodiscard]] std::vector<TransferModel::FlowOnArc> flows_over(ArcId arc, std::vector<Flow> const& flows,
                                                               PathTable const& paths, UnderWay is_under_way,
                                                               Paused is_paused) {
    std::vector<std::pair<std::uint64_t, TransferModel::FlowOnArc>> found;
    for (std::uint32_t slot = 0; slot < flows.size(); ++slot) {
        Flow const& flow = flows[slot];
        if (!is_under_way(flow)) continue;
        auto const& arcs = paths[flow.what.path].arcs;
        if (std::ranges::find(arcs, arc) == arcs.end()) continue;
        found.push_back({flow.serial, {FlowId{slot}, flow.what.owner, flow.what.path, is_paused(flow)}});
    }
    std::ranges::sort(found, {}, [](auto const& one) { return one.first; });
    std::vector<TransferModel::FlowOnArc> in_order;
    for (auto const& [serial, flow] : found)
        in_order.push_back(flow);
    return in_order;
}

}  // namespace meridian::transfer
