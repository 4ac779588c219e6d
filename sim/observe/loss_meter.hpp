// Measures what an assessed loss does, from exact sums over the time before, during and after it and over bins.
//
// Before the loss begins it counts what any run counts, and reads its events when it needs them. So runs that share a past
// up to a loss that only one of them has count the same in it.
#pragma once

#include <span>
#include <vector>

#include "sim/observe/ledger.hpp"
#include "sim/observe/loss_tally.hpp"
#include "sim/setup/assessed_loss.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/run_listener.hpp"

namespace meridian::observe {

class LossMeter {
public:
    explicit LossMeter(Scenario const& scenario);

    // A measured job has left, or is unfinished as the run ends; each once. Not counted are a job
    // whose objective lies beyond the end of the run, and one that arrives before the loss and leaves after it begins:
    // what the loss did to it says nothing of the time before.
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how);
    // Requests of the flows arrive in [from, to), of the measured window; with a sign of -1 those that were counted do not.
    void requests_arrived(std::span<state::ServiceFlow const> flows, SimTime from, SimTime to, double sign);

    // `bins`: of the run. Nothing where the scenario assesses no loss. The bottleneck is the BottleneckMeter's.
    [[nodiscard]] std::optional<LossTally> finish(std::span<BinRow const> bins) const;
    // From the bin in which the measured window opens. A job counts where it arrives, whether or not a loss begins before it
    // leaves.
    [[nodiscard]] std::vector<SloBin> course() const;

private:
    // Accelerator-hours of work.
    struct Promised {
        double asked{0.0}, met{0.0};

        void add(double more_asked, double more_met) {
            asked += more_asked;
            met += more_met;
        }
        [[nodiscard]] std::optional<double> attainment() const;
    };
    void add(std::optional<AssessedLoss> const& loss, SimTime when, double asked, double met);
    void add_to_course(SimTime when, double asked, double met);
    [[nodiscard]] SimTime next_border(std::optional<AssessedLoss> const& loss, SimTime from) const;
    void find_recovery(AssessedLoss const& loss, LossTally& tally) const;
    void find_backlog(AssessedLoss const& loss, std::span<BinRow const> bins, LossTally& tally) const;
    void find_takeover(AssessedLoss const& loss, std::span<BinRow const> bins, LossTally& tally) const;
    // The bin of the day.
    [[nodiscard]] std::size_t time_of_day(SimTime when) const;
    // At that time of day; of all of the time before, where no work arrived then.
    [[nodiscard]] std::optional<double> before_at(SimTime when) const;
    // From the begin of the loss to the end of its n-th bin, at most to the horizon.
    [[nodiscard]] double end_of_bin_s(AssessedLoss const& loss, std::size_t n) const;

    Scenario const& scenario_;
    Table<ServiceId, double> hours_per_request_;
    Promised before_, during_, after_;
    std::vector<Promised> before_by_time_;  // of the day, in bins: service at a peak is not that of a night
    std::vector<Promised> bins_;            // from the begin of the loss on
    std::vector<Promised> course_;          // from the start of the run on
};

}  // namespace meridian::observe
