// Finds whether accelerators keep up with the work that they are given: of the whole run and of each site.
//
// What counts is unserved work, in accelerator-hours on the reference accelerator: of jobs that wait, by what is left of
// them, and, of the whole run, also of what was rejected for want of room. It is sampled once a cycle, at the end of the
// first bin by then: a day, or a tenth of a window of less than five days, counted back from the window's end. By so many
// accelerator-hours an hour as it grows, so many accelerators are missing.
// What grows in the cycles is taken for independent values, as of a backlog that drifts at random; a backlog that always
// returns to a level grows less often by chance.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/observe/load_tally.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/service_flow.hpp"
#include "sim/state/state.hpp"

namespace meridian::observe {

class LoadMeter {
public:
    LoadMeter(Scenario const& scenario, state::State const& state);

    void job_rejected(state::Job const& job, state::Reason why);
    // Requests of the flow have arrived for so long. Below zero seconds: those that were counted have not.
    void requests_arrived(state::ServiceFlow const& flow, double seconds);
    void window_opened(SimTime now);
    // To be called at the end of each bin, and of the window.
    void bin_ended(SimTime now);

    // The whole run first, then the sites. To be called when the window has closed.
    [[nodiscard]] std::vector<LoadTally> finish() const;

private:
    struct Sample {
        double unserved_h{0.0}, waiting_h{0.0};
        double accelerators{0.0};                // in service
        double runtime_sum{0.0}, work_sum{0.0};  // of jobs that wait or run: hours by accelerator-hours
    };
    struct Samples {
        SimTime when;
        std::vector<Sample> scopes;  // the whole run first, then the sites
    };
    void sample(SimTime now);
    void count_jobs(std::vector<Sample>& scopes) const;
    [[nodiscard]] LoadTally tally(std::size_t scope) const;

    Scenario const& scenario_;
    state::State const& state_;
    Duration cycle_;
    Table<ServiceId, double> hours_per_request_;
    SimTime next_{SimTime::max()};
    double rejected_h_{0.0};
    std::vector<Samples> samples_;
};

}  // namespace meridian::observe
