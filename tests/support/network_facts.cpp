#include "tests/support/network_facts.hpp"

#include <algorithm>
#include <limits>

#include "sim/setup/service_times.hpp"

namespace meridian::testing {
namespace {

using Time = std::int64_t;
constexpr Time unreachable = std::numeric_limits<Time>::max() / 4;
using Matrix = std::vector<std::vector<Time>>;

// Floyd & Warshall. Each link costs its delay and that of one router.
Matrix latencies(NationalMap const& map) {
    std::size_t const nodes = map.nodes().size();
    Matrix between(nodes, std::vector<Time>(nodes, unreachable));
    for (std::size_t n = 0; n < nodes; ++n)
        between[n][n] = 0;
    for (Link const& link : map.links()) {
        Time const time = (link.delay + map.router_delay()).count();
        Time& there = between[link.a.index][link.b.index];
        there = std::min(there, time);
        between[link.b.index][link.a.index] = there;
    }
    for (std::size_t via = 0; via < nodes; ++via) {
        for (std::size_t from = 0; from < nodes; ++from) {
            for (std::size_t to = 0; to < nodes; ++to)
                between[from][to] = std::min(between[from][to], between[from][via] + between[via][to]);
        }
    }
    return between;
}

bool takes(Scenario const& s, JobDescription const& job, Pool const& pool) {
    WorkloadClass const& c = s.classes[job.workload_class];
    Accelerator const& a = s.accelerators[pool.accelerator];
    bool const accepted = c.models.empty() || std::ranges::find(c.models, pool.accelerator) != c.models.end();
    return accepted && efficiency(a, c.kind) > 0.0 && job.width.count() <= pool.capacity().count();
}

Time reach(Scenario const& s) {
    auto const written = s.policy.front().parameters.find("reach");
    return written == s.policy.front().parameters.end() ? unreachable - 1
                                                        : std::get<Duration>(written->second).count();
}

}  // namespace

NetworkFacts::NetworkFacts(Scenario const& s) {
    Matrix const between = latencies(s.map);
    ServiceTimes const times{s};
    for (Pool const& pool : s.pools)
        capacity_.push_back(pool.servers * pool.width);
    for (ListedJob const& listed : s.listed_jobs) {
        JobDescription const& job = listed.job;
        DemandRegion const& region = s.regions[job.origin];
        struct Step {
            Time latency;
            std::uint32_t site;
            std::uint32_t pool;
            auto operator<=>(Step const&) const = default;
        };
        std::vector<Step> walk;
        std::vector<Time> work(s.pools.size(), 0);
        std::vector<Time> estimate(s.pools.size(), 0);
        for (PoolId const id : s.pools.keys()) {
            Pool const& pool = s.pools[id];
            Time const path = between[region.node.index][s.sites[pool.site].node.index];
            Time const latency = path == unreachable ? path : region.access_delay.count() + path;
            if (latency > reach(s) || !takes(s, job, pool)) continue;
            walk.push_back({latency, pool.site.index, id.index});
            work[id.index] = times.on(job.workload_class, id, job.runtime).count();
            estimate[id.index] = times.on(job.workload_class, id, job.estimate).count();
        }
        std::ranges::sort(walk);
        std::vector<std::size_t> pools;
        for (Step const& step : walk)
            pools.push_back(step.pool);
        width_.push_back(job.width.count() / 1000);
        pools_of_.push_back(pools);
        work_.push_back(work);
        estimate_.push_back(estimate);
    }
}

}  // namespace meridian::testing
