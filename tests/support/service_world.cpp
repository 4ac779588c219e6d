#include "tests/support/service_world.hpp"

#include <chrono>
#include <numeric>

namespace meridian::testing {

using namespace std::chrono_literals;

Scenario service_line(std::vector<double> const& rates, std::int64_t accelerators,
                      std::string const& policy) {
    Scenario s = one_site(accelerators, 1h);
    Site const site = s.sites[SiteId{0}];
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    s.sites = {};
    s.pools = {};
    s.regions = {};
    for (std::uint32_t i = 0; i < rates.size(); ++i) {
        std::string const name = "n" + std::to_string(i);
        nodes.add({name, name, 30.0, 110.0 + i});
        if (i > 0) {
            Link link;
            link.name = link.key = name;
            link.a = NodeId{i - 1};
            link.b = NodeId{i};
            link.capacity = BytesPerSecond{1e12};
            link.delay = 1ms;
            links.add(link);
        }
        Site here = site;
        here.name = here.key = name;
        here.node = NodeId{i};
        s.sites.add(here);
        s.pools.add({name, name, SiteId{i}, AcceleratorId{0}, accelerators, 1});
        s.regions.add({name, name, NodeId{i}, Duration{0}, Duration{0}, {rates[i]}});
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    s.masses = {"people"};
    Service ask;
    ask.name = ask.key = "ask";
    ask.requests.rate = PerSecond{std::accumulate(rates.begin(), rates.end(), 0.0)};
    ask.requests.mass = 0;
    ask.tokens_in.shape = Constant{1.0};
    ask.prefill_per_s = 1.0;
    ask.objective = 3s;
    s.services.add(ask);
    s.service_policies.add({policy, {}});
    return s;
}

// The mean rate is 3 /s: 1/3 of it by night, 5/3 of it by day.
Scenario night_and_day(bool lends) {
    Scenario s = service_line({3}, 10, "home");
    Curve curve;
    curve.name = "day";
    for (std::size_t hour = 0; hour < curve.weight.size(); ++hour)
        curve.weight[hour] = hour % 24 < 12 ? 1.0 / 3.0 : 5.0 / 3.0;
    s.services[ServiceId{0}].requests.curve = s.curves.add(curve);
    s.serving.epoch = 1h;
    s.serving.lends = lends;
    WorkloadClass other = s.classes[ClassId{0}];
    other.name = other.key = "preemptible";
    other.preemptible = true;
    s.classes.add(other);
    return s;
}

}  // namespace meridian::testing
