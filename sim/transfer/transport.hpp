// The data of jobs on their way over the map, and links that fail or narrow under them.
//
// A transfer over a link that goes down takes the shortest way around from where it started, with what has not
// arrived, or stands still while there is none. A link that comes back takes those that stand still and all that
// start later; those that have found a way around stay on it.
// A transfer whose other end is out of service is held: it stands still until it is released.
#pragma once

#include <algorithm>
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

    // Of the job's transfer; no effect on a job that has none under way.
    [[nodiscard]] bool is_moving(JobId job) const;
    void cancel(SimTime now, JobId job);
    void hold(SimTime now, JobId job);
    void release(SimTime now, JobId job);

    // So much of what is usable of the link is left from now on, in both directions; 0: it is down, 1: it has all.
    void set_left(SimTime now, LinkId link, double left);

    // Brings what the state says of rates on links, and what it senses of links, up to now.
    void sense_links(SimTime now);
    // The same for rates and bytes carried.
    void measure(SimTime now) { model_->measure(now, TransferModel::Measure::all); }
    [[nodiscard]] ByteCounts bytes() const { return model_->bytes(); }

private:
    struct UnderWay {
        FlowId flow;
        PathId path;
        Bytes size;
    };
    struct Stalled {
        JobId job;
        bool is_held{false};  // by hold(), whether or not its path is whole
    };

    [[nodiscard]] std::optional<PathId> path_around(PathId path);
    void divert(SimTime now, TransferModel::FlowOnArc const& flow);
    void take_down(SimTime now, LinkId link);
    void bring_back(SimTime now, LinkId link);
    void stall(SimTime now, JobId job, bool is_held);
    // A stalled transfer moves if there is a way for it; false: there is none.
    bool move_on(SimTime now, JobId job);
    [[nodiscard]] auto find_stalled(JobId job) { return std::ranges::find(stalled_, job, &Stalled::job); }
    void flows_changed();

    Parts of_;
    std::unique_ptr<TransferModel> model_;
    SimTime next_completion_{SimTime::max()};
    bool rates_changed_{false};           // since links were last sensed
    Table<LinkId, double> left_;          // when it was up last
    std::vector<UnderWay> under_way_;     // by job
    std::vector<Stalled> stalled_;        // no path of theirs is whole, or they are held
    std::vector<std::uint32_t> arrived_;  // reused
};

}  // namespace meridian::transfer
