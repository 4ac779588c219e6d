#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/corridors.hpp"
#include "sim/scenario/size_bounds.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

struct Ends {
    std::vector<NodeId> origins;
    std::vector<NodeId> homes;  // of input
};

Ends ends_of(ScenarioBuilder const& b, ClassId c) {
    auto const& of = b.scenario.classes[c];
    Ends ends;
    for (auto const& region : b.scenario.regions) {
        bool const any_mass = of.arrivals.mass >= region.masses.size();
        bool const sends = of.arrivals.rate.count() > 0.0;
        if (sends && (any_mass || region.masses[of.arrivals.mass] > 0.0)) {
            ends.origins.push_back(region.node);
            if (of.input_home.kind == HomeKind::origin) ends.homes.push_back(region.node);
        }
        if (of.input_home.kind == HomeKind::gravity && region.masses[of.input_home.mass] > 0.0)
            ends.homes.push_back(region.node);
    }
    if (of.input_home.kind == HomeKind::node) ends.homes.push_back(of.input_home.node);
    for (JobDescription const& job : b.listed.extremes()) {
        if (job.workload_class != c) continue;
        ends.origins.push_back(b.scenario.regions[job.origin].node);
        ends.homes.push_back(job.input_home);
    }
    return ends;
}

// The shortest time in which a job of a class can be done, and where.
struct Best {
    double seconds{none};
    SiteId site;
};

class Estimate {
public:
    Estimate(ScenarioBuilder const& b, ClassId c, ClassWork const& work, Corridors const& corridors)
        : scenario_{b.scenario}, of_{scenario_.classes[c]}, class_{c}, work_{work} {
        auto const ends = ends_of(b, c);
        if (work.least_input > 0.0) input_ = corridors.from(ends.homes);
        if (work.least_output > 0.0) output_ = corridors.from(ends.origins);
    }

    [[nodiscard]] Best best(Eligibility const& eligibility) const {
        JobDemand const least = demand_of(class_, work_.least_width, work_.least_input);
        bool const computes = least.width.count() > 0;
        Best best;
        auto const consider = [&](SiteId site, double speed) {
            double const seconds = work_.least_runtime_s / speed + moving(scenario_.sites[site].node);
            if (seconds < best.seconds) best = Best{seconds, site};
        };
        for (SiteId const s : scenario_.sites.keys()) {
            if (!computes && !eligibility.at_site(least.input, s)) consider(s, 1.0);
        }
        auto const& reference = scenario_.accelerators[scenario_.reference];
        for (PoolId const p : scenario_.pools.keys()) {
            if (!computes || eligibility.first_obstacle(least, p)) continue;
            Pool const& pool = scenario_.pools[p];
            consider(pool.site,
                     relative_speed(scenario_.accelerators[pool.accelerator], reference, of_.kind));
        }
        return best;
    }

private:
    // Seconds to bring the input to a node and the output back.
    [[nodiscard]] double moving(NodeId node) const {
        double seconds = 0.0;
        if (!input_.rate.empty())
            seconds += input_.delay_s[node.index] + work_.least_input / input_.rate[node.index];
        if (!output_.rate.empty())
            seconds += output_.delay_s[node.index] + work_.least_output / output_.rate[node.index];
        return seconds;
    }

    Scenario const& scenario_;
    WorkloadClass const& of_;
    ClassId class_;
    ClassWork const& work_;
    Nearness input_, output_;  // empty: nothing is moved
};

}  // namespace

void warn_objectives(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    constexpr double rounding = 1.0 + 1e-9;
    auto const& classes = b.scenario.classes;
    auto const asks = [](WorkloadClass const& c) { return c.objective.has_value(); };
    if (std::none_of(classes.begin(), classes.end(), asks)) return;
    Corridors const corridors{b.nodes.size(), b.links, b.in.router_delay};
    Eligibility const eligibility{b.scenario};
    for (ClassId const c : classes.keys()) {
        auto const& of = classes[c];
        if (!of.objective || !work[c.index].any) continue;
        auto const best = Estimate{b, c, work[c.index], corridors}.best(eligibility);
        bool const can = best.seconds <= in_seconds(*of.objective).count() * rounding;
        if (can || !std::isfinite(best.seconds)) continue;
        warnings.add(
            b.in.classes[c.index].location("objective"),
            fmt::format(
                "no site can end a job of the class '{}' within {}: the shortest takes {} on the empty "
                "site '{}'",
                of.name, human_duration(*of.objective), human_duration(rounded_up(Seconds{best.seconds})),
                b.scenario.sites[best.site].name),
            fmt::format(
                "write an 'objective' of at least {} s, or let the work be smaller or the hardware faster",
                std::ceil(best.seconds)));
    }
}

}  // namespace meridian::scenario
