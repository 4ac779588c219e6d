// The data of jobs on their way over the map, and links that fail or narrow under them.
//
// A transfer over a link that goes down takes the shortest way around from where it started, with what has not
// arrived, or stands still while there is none. A link that comes back takes those that stand still and all that
// start later; those that have found a way around stay on it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/map/path_table.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/state.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {

// Data that a job wants moved: its input while it stages, its output after its work.
struct TransferRequest {
    JobId job;
    NodeId from, to;
    PathId path;  // wanted; none: the shortest
    Bytes size;
};

// Whom the data are for.
class TransferReceiver {
public:
    virtual ~TransferReceiver() = default;
    // All bytes have arrived. May send.
    virtual void transfer_arrived(JobId job) = 0;
};

class Transport {
public:
    // All of it outlives the transport.
    struct Parts {
        Scenario const& scenario;
        PathTable& paths;
        state::State& state;
        TransferReceiver& receiver;
    };
    // `model` works on the same map, paths and links.
    Transport(Parts const& parts, std::unique_ptr<TransferModel> model);

    // Over the path that is wanted; without one, or if a link of it is down, over the shortest that is whole.
    void send(SimTime now, TransferRequest const& request);
    // When to advance() next if nothing else happens; SimTime::max(): nothing is under way.
    [[nodiscard]] SimTime next_completion() const { return next_completion_; }
    void advance(SimTime now);

    void begin_outage(SimTime now, Outage const& outage);
    void end_outage(SimTime now, Outage const& outage);

    // Brings what the state says of rates on links, and what it senses of links, up to now.
    void sense_links(SimTime now);
    // The same for rates and bytes carried.
    void measure(SimTime now) { model_->measure(now, TransferModel::Measure::all); }
    [[nodiscard]] ByteCounts bytes() const { return model_->bytes(); }

private:
    struct Stalled {
        FlowId flow;
        PathId path;
    };

    [[nodiscard]] std::optional<PathId> path_around(PathId path);
    void divert(SimTime now, TransferModel::FlowOnArc const& flow);
    void set_capacity(SimTime now, LinkId link, BytesPerSecond usable);
    void flows_changed();

    Parts of_;
    std::unique_ptr<TransferModel> model_;
    SimTime next_completion_{SimTime::max()};
    bool rates_changed_{false};           // since links were last sensed
    std::vector<Stalled> stalled_;        // no path of theirs is whole
    std::vector<std::uint32_t> arrived_;  // reused
};

}  // namespace meridian::transfer
