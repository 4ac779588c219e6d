// SimGrid's engine with a map's links in it, moved from outside.
//
// There are no actors: a transfer is a host-to-host Comm, and all of them run between the same two hosts,
// over whatever arcs the caller names (SimGrid asks the zone for the route when a Comm starts, and this
// zone answers with the arcs at hand). Links are plain shared links, one per arc.
//
// SimGrid never runs ahead of what it was asked for. The next event is seen without moving the clock:
// Model::next_occurring_event solves the sharing and fills the model's heap of dates, whose top is read.
// Engine::run_until then goes exactly there: it takes at least one step, ends within 1e-5 s of its aim,
// and no step goes past the next event; so aiming at or before the next event lands on the aim. The clock
// moves by `now += aim - now`, which is exact if aim <= 2 now; longer ways are made in two steps.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <simgrid/s4u.hpp>

#include "models/map/national_map.hpp"
#include "sim/transfer/simgrid/interface.hpp"

namespace meridian::transfer::simgrid {

namespace sg = ::simgrid;

class PathZone;

class Engine {
public:
    struct Flow {
        sg::s4u::CommPtr comm;
        sg::kernel::resource::Action* action{nullptr};  // SimGrid's; gone when the flow has ended
        double first_byte_s{0.0};

        // Bytes per second, as shared out by the last look at next_event_s(); 0 while its latency is paid.
        [[nodiscard]] double rate() const { return action->get_rate(); }
        // Not yet sent, at the clock.
        [[nodiscard]] double bytes_left() const { return action->get_remains(); }
    };

    // Throws SystemError if this process has had an engine.
    Engine(NationalMap const& map, Settings const& settings);
    Engine(Engine const&) = delete;
    Engine& operator=(Engine const&) = delete;

    [[nodiscard]] double clock_s() const { return sg::s4u::Engine::get_clock(); }
    // When something happens to a flow: its latency is over, or it ends. Empty: nothing will.
    [[nodiscard]] std::optional<double> next_event_s() const;
    // Precondition: not before the clock, not after the next event.
    void move_to(double when_s);

    // Precondition: bytes > 0, and there are arcs.
    [[nodiscard]] Flow start(std::span<ArcId const> arcs, Duration latency, std::int64_t bytes,
                             std::uint32_t tag);
    void cancel(Flow& flow);
    void set_capacity(ArcId arc, BytesPerSecond usable);
    // Bytes per second that the flow may have at most; below 0: what its links give. SimGrid keeps the
    // narrowest capacity that a flow set out with as its limit, also where that link has widened since.
    void set_limit(Flow const& flow, double most);
    // At the very end: SimGrid complains of a Comm that is dropped under way. The engine is not moved again.
    void abandon(Flow& flow) { flow.comm->cancel(); }
    // The tags of flows that have ended since the last call.
    [[nodiscard]] std::vector<std::uint32_t> take_ended();

private:
    void build(NationalMap const& map);
    void note(sg::s4u::Activity const& activity);

    sg::s4u::Engine* engine_;  // ends with the process: SimGrid cannot have a second
    sg::kernel::resource::Model* network_{nullptr};
    PathZone* zone_{nullptr};  // SimGrid's
    sg::s4u::Host* from_{nullptr};
    sg::s4u::Host* to_{nullptr};
    Table<ArcId, sg::s4u::Link*> links_;
    std::vector<std::uint32_t> ended_;
};

}  // namespace meridian::transfer::simgrid
