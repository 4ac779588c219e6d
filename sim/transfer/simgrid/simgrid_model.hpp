// TransferModel over SimGrid's engine.
//
// Meridian's event loop is the master. next_completion() is SimGrid's next event, seen without moving its
// clock (engine.hpp), as a whole nanosecond: a flow's end or the end of its latency, when rates change.
// SimGrid's clock is moved to events as they come due and, when a flow starts or is cancelled, to that
// instant; never beyond. So a flow can start before an end that was announced.
//
// SimGrid counts real seconds, with 16 digits: whole nanoseconds are sure for about 10 days of its clock
// and within 4 ns for a year. Its clock starts again (is left behind) whenever no flow is under way.
//
// LinkUse has SimGrid's own rates. As they change at whole nanoseconds here and not quite there, a flow's
// `carried` is set right when it ends.
#pragma once

#include <vector>

#include "sim/transfer/flow_slots.hpp"
#include "sim/transfer/simgrid/engine.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer::simgrid {

class SimgridModel final : public TransferModel {
public:
    SimgridModel(Settings const& settings, TransferNetwork around);
    ~SimgridModel() override;
    SimgridModel(SimgridModel const&) = delete;
    SimgridModel& operator=(SimgridModel const&) = delete;

    // SimGrid's flows have its own weights, by latency, and no caps: the shipment must not ask for any.
    FlowId start(SimTime now, Shipment const& what) override;
    void cancel(SimTime now, FlowId id) override;
    void pause(SimTime now, FlowId id) override;
    void resume(SimTime now, FlowId id) override;
    void reroute(SimTime now, FlowId id, PathId path) override;
    void set_capacity(SimTime now, ArcId arc, BytesPerSecond usable) override;
    [[nodiscard]] SimTime next_completion() const override;
    void advance(SimTime now, std::vector<std::uint32_t>& finished) override;
    void measure(SimTime now, Measure what) override;
    [[nodiscard]] std::vector<FlowOnArc> flows_over(ArcId arc) const override;
    [[nodiscard]] ByteCounts bytes() const override { return bytes_; }

private:
    struct Flow {
        Engine::Flow inside;  // empty if the flow is over no arcs or of no bytes, or has ended
        Shipment what;
        std::int64_t leg{0};      // bytes that go over the present path
        std::uint64_t serial{0};  // order of starting
        double rate{0.0};         // as LinkUse has it
        double carried{0.0};      // of the leg until `since`, as LinkUse has it
        SimTime since;
        bool on_links{false};
        bool paused{false};
        std::uint32_t place{0};  // in moving_
    };
    struct End {
        SimTime when;
        std::uint64_t serial;
        std::uint32_t slot;
        friend auto operator<=>(End const&, End const&) = default;
    };

    void launch(SimTime now, std::uint32_t slot);
    void settle(SimTime now);
    void move_clock(SimTime now);
    void take_ended(SimTime when);
    void look_again(SimTime when);
    void set_rate(SimTime when, Flow& flow, double rate);
    void withdraw(SimTime now, std::uint32_t slot);
    void count_on_links(Flow& flow, int sign);
    void stop_moving(std::uint32_t slot);
    void release(std::uint32_t slot);

    [[nodiscard]] std::vector<ArcId> const& arcs_of(Flow const& flow) const {
        return around_.paths[flow.what.path].arcs;
    }

    TransferNetwork around_;
    Engine engine_;
    double window_bytes_;  // of TCP; 0: none
    SimTime origin_;       // Meridian's time when SimGrid's clock is 0
    std::vector<Flow> flows_;
    FlowSlots slots_;
    std::vector<std::uint32_t> moving_;  // slots of flows that SimGrid has
    std::vector<End> ended_;             // not yet reported
    std::uint64_t started_{0};
    SimTime next_event_{SimTime::max()};  // SimGrid's
    double next_event_s_{0.0};
    ByteCounts bytes_;
};

}  // namespace meridian::transfer::simgrid
