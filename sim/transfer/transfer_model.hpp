// How bytes move over the map: the contract of every transfer model.
//
// A model may rely on
//   - time never going back: each call's `now` is at or after the one before, and at or before
//     next_completion() as it was after the call before.
// A model must
//   - end a flow at the first whole nanosecond at or after its exact end; a flow over no arcs, or of
//     zero bytes, ends at once;
//   - report finished flows through advance(), each once, by (end, order of starting);
//   - keep LinkUse of every arc exact after measure();
//   - depend on nothing but the calls made to it: same calls, same answers, on every machine.
// Always true, exactly:  started = arrived + cancelled + in flight  (bytes).
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "models/map/path_table.hpp"
#include "models/units/ids.hpp"
#include "sim/setup/registry.hpp"
#include "sim/state/state.hpp"

namespace meridian::transfer {

using FlowId = Id<struct FlowTag>;  // a slot, used again after the flow has ended

// Bytes that a model was given, and where they are.
struct ByteCounts {
    WideCount started{0};
    WideCount arrived{0};
    WideCount cancelled{0};
    WideCount in_flight{0};
};

// What is to be sent.
struct Shipment {
    PathId path;
    Bytes size;
    std::uint32_t owner{0};  // comes back when the bytes have arrived
    double weight{1.0};      // > 0: shares of this many flows, where the model shares links
    BytesPerSecond cap{std::numeric_limits<double>::infinity()};  // > 0: the most that it may have
};

class TransferModel {
public:
    virtual ~TransferModel() = default;

    virtual FlowId start(SimTime now, Shipment const& what) = 0;
    // Frees the flow's share of links at once. Precondition of this and the next three: the flow is under way.
    virtual void cancel(SimTime now, FlowId flow) = 0;
    // The flow stands still and has no share of any link until resume().
    virtual void pause(SimTime now, FlowId flow) = 0;
    // Bytes that have arrived stay so. The rest moves once the whole latency of the path has passed again, even
    // if it had passed before the pause. Without effect on a flow that is not paused.
    virtual void resume(SimTime now, FlowId flow) = 0;
    // What has not arrived goes by another path, after the whole latency of that path. A paused flow resumes.
    virtual void reroute(SimTime now, FlowId flow, PathId path) = 0;
    // What transfers may use of one direction of a link. Precondition: > 0; the flows over a link that is
    // down are paused or rerouted. A model without sharing applies it to flows that start later.
    virtual void set_capacity(SimTime now, ArcId arc, BytesPerSecond usable) = 0;

    // When to advance() next if nothing else happens; SimTime::max() if no flow is under way. No flow ends
    // before that. At that time a flow ends, or the rates of the model change because the latency of a flow is
    // over.
    [[nodiscard]] virtual SimTime next_completion() const = 0;
    // Moves to `now` and appends the owners of the flows that have ended.
    virtual void advance(SimTime now, std::vector<std::uint32_t>& finished) = 0;

    // Updates LinkUse of every arc; with `rates_only`, all of it except the bytes carried.
    enum class Measure : std::uint8_t { rates_only, all };
    virtual void measure(SimTime now, Measure what) = 0;
    // The flows under way whose path has the arc, by order of starting.
    struct FlowOnArc {
        FlowId flow;
        std::uint32_t owner;
        PathId path;
        bool paused;
    };
    [[nodiscard]] virtual std::vector<FlowOnArc> flows_over(ArcId arc) const = 0;
    [[nodiscard]] virtual ByteCounts bytes() const = 0;
};

// Wraps a transfer model into one that observes it.
class TransferTap {
public:
    virtual ~TransferTap() = default;
    [[nodiscard]] virtual std::unique_ptr<TransferModel> around(std::unique_ptr<TransferModel> model) = 0;
};

// What models work on; all of it outlives the model.
struct TransferNetwork {
    NationalMap const& map;
    PathTable const& paths;
    Table<ArcId, state::LinkUse>& links;
};

using ModelComponent = Component<TransferModel, TransferNetwork>;

// Sorted as in CMakeLists.txt.
[[nodiscard]] std::span<ComponentDoc const> models();

// Parameters that the selection does not give have their defaults. Precondition: `selection` names one of
// models(), its parameters checked against it.
[[nodiscard]] std::unique_ptr<TransferModel> make(Selection const& selection, TransferNetwork around);

}  // namespace meridian::transfer
