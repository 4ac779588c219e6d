// How bytes move over the map: the contract of every transfer model.
//
// A model may rely on
//   - time never going back: each call's `now` is at or after the one before, and at or before
//     next_completion() as it was after the call before.
// A model must
//   - end a flow at the first whole nanosecond at or after its exact end; a flow over no arcs, or of
//     zero bytes, ends at once;
//   - report finished flows through advance(), each once, by (end, order of starting);
//   - keep LinkUse of every arc on a flow's path right whenever it answers;
//   - depend on nothing but the calls made to it: same calls, same answers, on every machine.
// Always true, exactly:  started = arrived + cancelled + in flight  (bytes).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "models/map/shortest_paths.hpp"
#include "models/units/ids.hpp"
#include "sim/setup/component.hpp"
#include "sim/setup/scenario.hpp"
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

class TransferModel {
public:
    virtual ~TransferModel() = default;

    // Sends `size` bytes along a path; `owner` comes back when they have arrived.
    virtual FlowId start(SimTime now, PathId path, Bytes size, std::uint32_t owner) = 0;
    // Gives the flow's share back at once. Precondition: the flow is under way.
    virtual void cancel(SimTime now, FlowId flow) = 0;
    // When to advance() next if nothing else happens; SimTime::max() if no flow is under way. No flow ends
    // before that, and one ends then, unless the model has but something of its own to do (SimGrid: the
    // latency of a flow is over, and rates change).
    [[nodiscard]] virtual SimTime next_completion() const = 0;
    // Moves to `now` and appends the owners of the flows that have ended.
    virtual void advance(SimTime now, std::vector<std::uint32_t>& finished) = 0;

    [[nodiscard]] virtual ByteCounts bytes() const = 0;
};

// What models work on; all of it outlives the model.
struct Surroundings {
    NationalMap const& map;
    PathTable const& paths;
    Table<ArcId, state::LinkUse>& links;
};

[[nodiscard]] std::span<ComponentDoc const> models();

// Precondition: `selection` names one of models(), its parameters checked against it.
[[nodiscard]] std::unique_ptr<TransferModel> make(Selection const& selection, Surroundings around);

}  // namespace meridian::transfer
