#include "tests/support/service_world.hpp"

#include <chrono>
#include <numeric>

#include <fmt/format.h>

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

Scenario failover_pair(std::string const& policy) {
    Scenario s = service_line({1, 1}, 10, policy);
    Link link = s.map.links()[LinkId{0}];
    link.delay = 30min;
    Table<LinkId, Link> links;
    links.add(link);
    Table<NodeId, Node> nodes = s.map.nodes();
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    s.services[ServiceId{0}].objective = 1h;
    s.services[ServiceId{0}].start_up = 3min;
    s.serving.detect = 30s;
    s.serving.failover = 2min;
    return s;
}

Scenario detour_triangle() {
    Scenario s = service_line({0, 2, 0}, 10, "home");
    Table<NodeId, Node> nodes = s.map.nodes();
    Table<LinkId, Link> links;
    auto const add = [&](std::uint32_t from, std::uint32_t to, Duration delay) {
        Link link;
        link.name = link.key = "link " + std::to_string(links.size());
        link.a = NodeId{from};
        link.b = NodeId{to};
        link.capacity = BytesPerSecond{1e6};
        link.delay = delay;
        links.add(link);
    };
    add(0, 1, 1500us);
    add(0, 2, 1ms);
    add(2, 1, 1ms);
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    Table<SiteId, Site> sites;
    sites.add(s.sites[SiteId{0}]);
    s.sites = std::move(sites);
    Table<PoolId, Pool> pools;
    pools.add(s.pools[PoolId{0}]);
    s.pools = std::move(pools);
    s.services[ServiceId{0}].objective = 1h;
    s.services[ServiceId{0}].start_up = 3min;
    s.serving.detect = 30s;
    s.serving.failover = 2min;
    return s;
}

CurveId add_day(Scenario& s) {
    Curve day;
    day.name = "day";
    for (std::size_t h = 0; h < day.weight.size(); ++h)
        day.weight[h] = h % 24 >= 4 && h % 24 < 9 ? 1.5 : 0.5;
    return s.curves.add(day);
}

Scenario served_world(std::uint64_t seed, std::string const& policy, bool lends) {
    Scenario s = random_world(seed);
    CurveId const day = add_day(s);
    for (std::int64_t const width : {1, 2}) {
        Service service;
        service.name = service.key = fmt::format("service {}", width);
        service.requests.rate = PerSecond{20.0};
        service.requests.curve = day;
        service.requests.mass = 0;
        service.tokens_in.shape = Exponential{10.0};
        service.tokens_out.shape = LogNormal{20.0, 0.5};
        service.prefill_per_s = 20.0;
        service.decode_per_s = 40.0;
        service.replica_accelerators = width;
        service.slots = 2;
        service.objective = 2s;
        service.start_up = 3min;
        s.services.add(service);
        s.service_policies.add({policy, {}});
    }
    s.serving = {10min, lends, 2min};
    for (WorkloadClass& c : s.classes) {
        c.preemptible = c.priority == 0;
        c.checkpoint_rule = CheckpointRule::given;
        c.checkpoint = 5min;
        c.restart = 1min;
    }
    return s;
}

}  // namespace meridian::testing
