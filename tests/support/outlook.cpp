#include "tests/support/outlook.hpp"

#include <algorithm>

#include "tests/support/worlds.hpp"

namespace meridian::testing {
namespace {

std::vector<NodeId> nodes_of(Scenario const& scenario) {
    std::vector<NodeId> nodes;
    for (Site const& site : scenario.sites)
        nodes.push_back(site.node);
    return nodes;
}

double draw(std::uint64_t seed, std::uint64_t what, std::uint64_t of) {
    return engine::unit_interval(engine::RandomSource{seed, 0}.block(7, what, of)[0]);
}

}  // namespace

Outlook::Outlook(Scenario of)
    : scenario{std::move(of)},
      shortest{scenario.map, nodes_of(scenario)},
      paths{scenario.map, shortest},
      geography{scenario, shortest},
      series{scenario},
      service_times{scenario},
      state{scenario},
      view{{scenario, geography, series, service_times, state, state.levels(), paths}} {}

JobId Outlook::add_job(std::int64_t accelerators, Duration runtime, ClassId c, RegionId origin) {
    JobDescription what;
    what.entity = 1;
    what.draw = state.jobs.arrived();
    what.workload_class = c;
    what.origin = origin;
    what.input_home = scenario.regions[origin].node;
    what.width = Milliaccelerators{accelerators * 1000};
    what.runtime = runtime;
    what.estimate = runtime;
    return state.jobs.add(what, view.now());
}

void Outlook::hold(PoolId pool, std::int64_t accelerators, Duration runtime) {
    if (accelerators == 0) return;
    JobId const id = add_job(accelerators, runtime);
    state::Job& held = state.jobs[id];
    held.site = scenario.pools[pool].site;
    held.pool = pool;
    held.expected = runtime;
    state.reserve(held);
    state.jobs.become_ready(id, view.now());
    if (!state.can_start(held)) return;  // it stays in the queue
    state.allocate(held, view.now());
    state.jobs.start(id, view.now());
}

void Outlook::store(SiteId site, Bytes bytes) {
    state.reserve_storage(site, bytes);
}

scheduler::Answer Outlook::ask(scheduler::Policy& one, JobId id, bool kept) {
    return ask(one, std::vector{id}, kept).front();
}

std::vector<scheduler::Answer> Outlook::ask(scheduler::Policy& one, std::vector<JobId> const& ids,
                                            bool kept) {
    scheduler::Decisions out{kept};
    one.decide(ids, view, out);
    return out.answers();
}

std::unique_ptr<scheduler::Policy> policy(std::string const& name, ParameterValues parameters,
                                          std::uint64_t seed) {
    return scheduler::make_policy({name, std::move(parameters)}, engine::RandomSource{seed, 0});
}

std::optional<SiteId> site_of(scheduler::Answer const& answer) {
    auto const* const place = std::get_if<scheduler::Placement>(&answer.decision);
    return place == nullptr ? std::nullopt : std::optional{place->site};
}

Scenario many_sites(std::uint32_t sites) {
    constexpr std::uint32_t regions = 31;
    constexpr std::uint32_t models = 4;
    Scenario s = one_site(1, std::chrono::hours{1});
    s.sites = {};
    s.pools = {};
    s.regions = {};
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    for (std::uint32_t i = 0; i < sites; ++i) {
        std::string const name = "node" + std::to_string(i);
        NodeId const here = nodes.add({name, name, 0.0, 0.0});
        if (i == 0) continue;
        Link link;
        link.name = link.key = "link" + std::to_string(i);
        link.a = NodeId{static_cast<std::uint32_t>(draw(1, 1, i) * i)};
        link.b = here;
        link.capacity = BytesPerSecond{1e9};
        link.delay = Duration{static_cast<std::int64_t>(1e5 + 2e6 * draw(1, 2, i))};
        link.price = CnyPerGigabyte{0.01 + 0.05 * draw(1, 3, i)};
        links.add(link);
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{50'000}};
    for (std::uint32_t m = 1; m < models; ++m) {
        Accelerator model = s.accelerators[AcceleratorId{0}];
        model.name += std::to_string(m);
        model.fp16_dense = FlopsPerSecond{1e14 * (1.0 + m)};
        s.accelerators.add(model);
    }
    for (std::uint32_t r = 0; r < regions; ++r) {
        Tariff tariff = s.tariffs[TariffId{0}];
        tariff.flat_price = CnyPerKwh{0.3 + 0.5 * draw(1, 4, r)};
        s.grids.add({"grid", KgPerKwh{0.1 + 0.7 * draw(1, 5, r)}, 0.3 * draw(1, 6, r)});
        s.tariffs.add(tariff);
        std::string const name = "region" + std::to_string(r);
        s.regions.add({name, name, NodeId{r * (sites / regions)}, Duration{0}, Duration{0}, {1.0}});
    }
    for (std::uint32_t i = 0; i < sites; ++i) {
        Site site;
        site.name = site.key = "site" + std::to_string(i);
        site.node = NodeId{i};
        site.tier = TierId{0};
        site.tariff = TariffId{1 + i % regions};
        site.grid = GridId{1 + i % regions};
        site.cooling = CoolingId{0};
        SiteId const id = s.sites.add(site);
        s.pools.add({site.name, site.key, id, AcceleratorId{i * models / sites}, 8 + i % 57, 8});
    }
    return s;
}

void fill(Outlook& outlook, double share, std::uint64_t seed) {
    for (PoolId const p : outlook.scenario.pools.keys()) {
        std::int64_t const cards = outlook.state.pool(p).capacity / 1000;
        double const free = std::min(1.0, (1.0 - share) * (0.5 + draw(seed, 1, p.index)));
        auto const held = static_cast<std::int64_t>(static_cast<double>(cards) * (1.0 - free) + 0.5);
        outlook.hold(p, held);
    }
}

}  // namespace meridian::testing
