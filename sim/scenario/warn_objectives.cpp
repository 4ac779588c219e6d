#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/size_bounds.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

// How near each node is to the nearest of some sources and how fast data may come from the best connected
// one: each is the best of all paths, so together they are never worse than any path.
struct Nearness {
    std::vector<double> delay_s;  // infinity: not reached
    std::vector<double> rate;     // bytes/s of the widest path; infinity at a source
};

class Corridors {
public:
    explicit Corridors(ScenarioBuilder const& b) : router_s_{in_seconds(b.in.router_delay).count()} {
        std::vector<std::pair<std::size_t, std::size_t>> ends;
        std::vector<Corridor> corridors;
        for (Link const& link : b.links) {
            Corridor const corridor{in_seconds(link.delay).count(), 1.0 / link.usable().count()};
            ends.emplace_back(link.a.index, link.b.index);
            ends.emplace_back(link.b.index, link.a.index);
            corridors.insert(corridors.end(), 2, corridor);
        }
        graph_ = Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), corridors.begin(),
                       b.nodes.size());
    }

    // Dijkstra, once for the sum of delays and once for the narrowest link: slowness 1/rate grows along a
    // path as the delay does.
    [[nodiscard]] Nearness from(std::vector<NodeId> const& sources) const {
        std::set<std::size_t> begins;
        for (NodeId const node : sources)
            begins.insert(node.index);
        Nearness near;
        near.delay_s = search(begins, &Corridor::delay_s,
                              [this](double so_far, double delay_s) { return so_far + delay_s + router_s_; });
        near.rate = search(begins, &Corridor::slowness,
                           [](double so_far, double slowness) { return std::max(so_far, slowness); });
        for (double& slowness : near.rate)
            slowness = 1.0 / slowness;
        return near;
    }

private:
    struct Corridor {
        double delay_s;
        double slowness;  // seconds a byte
    };
    using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Corridor>;

    // By node: the least length of a path from any of the sources.
    template <class Extend>
    [[nodiscard]] std::vector<double> search(std::set<std::size_t> const& sources, double Corridor::*length,
                                             Extend extend) const {
        std::vector<double> best(boost::num_vertices(graph_));
        auto const index = boost::get(boost::vertex_index, graph_);
        boost::dijkstra_shortest_paths(graph_, sources.begin(), sources.end(), boost::dummy_property_map{},
                                       boost::make_iterator_property_map(best.begin(), index),
                                       boost::get(length, graph_), index, std::less<>{}, extend, none, 0.0,
                                       boost::dijkstra_visitor<>{},
                                       boost::make_two_bit_color_map(boost::num_vertices(graph_), index));
        return best;
    }

    double router_s_;
    Graph graph_;
};

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
    Corridors const corridors{b};
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
