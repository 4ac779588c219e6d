#include "tests/support/plain_estimate.hpp"

#include <algorithm>
#include <vector>

#include "sim/setup/acceptance.hpp"
#include "sim/setup/geography.hpp"

namespace meridian::testing {

PlainEstimate plain_estimate(Scenario const& s) {
    std::vector<NodeId> nodes;
    for (Site const& site : s.sites)
        nodes.push_back(site.node);
    ShortestPaths const shortest{s.map, nodes};
    Geography const geography{s, shortest};
    double const window_h = in_seconds(s.horizon - s.warmup).count() / 3600.0;
    std::vector<double> left_h;
    for (Pool const& pool : s.pools)
        left_h.push_back(static_cast<double>(pool.servers * pool.width) * window_h);
    PlainEstimate out;
    for (ListedJob const& listed : s.listed_jobs) {
        if (listed.arrival < SimTime{s.warmup} || listed.arrival >= SimTime{s.horizon}) continue;
        JobDescription const& job = listed.job;
        WorkloadClass const& of = s.classes[job.workload_class];
        double const hours =
            static_cast<double>(job.width.count()) / 1000.0 * in_seconds(job.runtime).count() / 3600.0;
        double jobs = hours > 0.0 ? 1.0 : 0.0;
        for (SiteId const site : geography.sites_by_latency(job.origin)) {
            if (!geography.admits(of.residency, job.origin, site)) continue;
            for (PoolId const p : s.pools.keys()) {
                Accelerator const& a = s.accelerators[s.pools[p].accelerator];
                bool const takes = s.pools[p].site == site && left_h[p.index] > 0.0 &&
                                   accepts(of, s.pools[p].accelerator, a);
                if (jobs <= 0.0 || !takes) continue;
                double const each = hours / relative_speed(a, s.accelerators[s.reference], of.kind);
                double const taken = std::min(jobs * each, left_h[p.index]);
                left_h[p.index] -= taken;
                jobs -= taken / each;
                out.held_h += taken;
            }
        }
        out.unmet_h += std::max(jobs, 0.0) * hours;
    }
    return out;
}

}  // namespace meridian::testing
