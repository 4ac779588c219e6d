// What a policy is asked with, without a world around it: a scenario, its state, and a view of both.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/scheduler/policies/registry.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::testing {

class Outlook {
public:
    explicit Outlook(Scenario scenario);
    Outlook(Outlook const&) = delete;

    // A job of the class and region that waits at the brain; its data live at its region's node.
    JobId add_job(std::int64_t accelerators, Duration runtime, ClassId c = ClassId{0},
                  RegionId origin = RegionId{0});
    state::Job& job(JobId id) { return state.jobs[id]; }
    // Holds so many accelerators of the pool by a job that is expected to take `runtime`; 0 holds none.
    void hold(PoolId pool, std::int64_t accelerators, Duration runtime = std::chrono::hours{1});
    void store(SiteId site, Bytes bytes);

    // Asks one policy for one job, or for several at once; with `kept`, what it looked at is kept.
    scheduler::Answer ask(scheduler::Policy& policy, JobId id, bool kept = false);
    std::vector<scheduler::Answer> ask(scheduler::Policy& policy, std::vector<JobId> const& ids,
                                       bool kept = false);

    Scenario const scenario;
    ShortestPaths const shortest;
    PathTable paths;
    Geography const geography;
    SiteSeries const series;
    ServiceTimes const service_times;
    state::State state;
    scheduler::View view;
};

[[nodiscard]] std::unique_ptr<scheduler::Policy> policy(std::string const& name,
                                                        ParameterValues parameters = {},
                                                        std::uint64_t seed = 1);

// The site of a placement; nothing if the answer is another.
[[nodiscard]] std::optional<SiteId> site_of(scheduler::Answer const& answer);

// `sites` sites of one pool each, of several accelerator models, tariffs, grids and climates, at nodes of
// their own; one class, 31 regions. Equal numbers give equal worlds.
[[nodiscard]] Scenario many_sites(std::uint32_t sites);

// Holds about `share` of every pool, unevenly: pools between half as free and twice as free as that.
void fill(Outlook& outlook, double share, std::uint64_t seed);

}  // namespace meridian::testing
