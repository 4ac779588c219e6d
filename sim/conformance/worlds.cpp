#include "sim/conformance/worlds.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/engine/random_streams.hpp"
#include "sim/report/facts.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"

namespace meridian::conformance {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t new_year_2025_unix_s = 1735689600;

// Draws for the making of worlds, apart from any stream of a run.
class WorldDice {
public:
    explicit WorldDice(std::uint64_t seed) : source_{seed, 0} {}
    double unit() { return engine::unit_interval(source_.block(1, 2, drawn_++)[0]); }
    std::int64_t whole(std::int64_t low, std::int64_t high) {  // both included
        return low + static_cast<std::int64_t>(unit() * static_cast<double>(high - low + 1));
    }
    bool chance(double p) { return unit() < p; }

private:
    engine::RandomSource source_;
    std::uint64_t drawn_{0};
};

Scenario empty_world() {
    Scenario s;
    s.name = "test world";
    s.timezone = "UTC";
    s.start_unix_s = new_year_2025_unix_s;
    s.horizon = hours{24};
    s.bin = hours{1};
    s.tiers.add({"site", {}, 0, 0.0});
    s.masses = {"people"};
    s.policy = {Selection{"nearest_user", {}}};
    s.discipline.name = "fcfs";
    s.network.name = "delay";
    return s;
}

Accelerator accelerator(std::string name, std::string stack, double tflops) {
    Accelerator a;
    a.name = std::move(name);
    a.stack = std::move(stack);
    a.fp16_dense = FlopsPerSecond{tflops * 1e12};
    a.efficiency[WorkKind::training] = 0.4;
    a.efficiency[WorkKind::inference] = 0.8;
    a.busy_power = Microwatts{1'000'000'000};
    return a;
}

Tariff flat_tariff(std::string name, double price) {
    Tariff t;
    t.name = std::move(name);
    t.flat_price = CnyPerKwh{price};
    return t;
}

void add_energy(Scenario& s, WorldDice& dice) {
    for (int i = 0; i < 2; ++i) {
        Tariff t = flat_tariff("tariff" + std::to_string(i), 0.3 + dice.unit());
        t.multiplier = {0.4, 1.0, 1.7, 2.1};
        for (std::size_t h = 0; h < 24; ++h)
            t.hours[h] = static_cast<Period>(dice.whole(0, 3));
        t.critical_hours = t.hours;
        s.tariffs.add(t);
        s.grids.add({"grid" + std::to_string(i), KgPerKwh{0.1 + 0.6 * dice.unit()}, 0.5 * dice.unit()});
        Climate climate{"climate" + std::to_string(i), {}};
        for (Celsius& month : climate.monthly_mean)
            month = Celsius{static_cast<double>(dice.whole(-10, 30))};
        s.climates.add(climate);
    }
    s.coolings.add({"hall", 1.12, 0.01, Celsius{10.0}, Microwatts{dice.whole(0, 5) * 100'000'000}});
}

void add_map(Scenario& s, WorldDice& dice, std::int64_t nodes) {
    Table<NodeId, Node> places;
    Table<LinkId, Link> links;
    for (std::int64_t i = 0; i < nodes; ++i) {
        std::string const name = "node" + std::to_string(i);
        NodeId const here = places.add({name, name, 0.0, 0.0});
        if (i == 0) continue;
        std::int64_t const chords = dice.chance(0.4) ? 2 : 1;
        for (std::int64_t c = 0; c < chords; ++c) {  // a tree and some chords, so all are connected
            Link link;
            link.name = "link" + std::to_string(links.size());
            link.key = link.name;
            link.a = NodeId{static_cast<std::uint32_t>(dice.whole(0, i - 1))};
            link.b = here;
            link.capacity = BytesPerSecond{static_cast<double>(dice.whole(1, 40)) * 1e8};
            link.usable_share = 0.5;
            link.length = Kilometres{static_cast<double>(dice.whole(10, 2000))};
            link.delay = Duration{static_cast<std::int64_t>(link.length.count() * 4900.0)};
            link.energy = JoulesPerBit{2e-9};
            link.price = CnyPerGigabyte{0.01};
            links.add(link);
        }
    }
    s.map = NationalMap{std::move(places), std::move(links), Duration{50'000}};
}

void add_sites(Scenario& s, WorldDice& dice, std::int64_t nodes) {
    std::int64_t const sites = dice.whole(2, 6);
    for (std::int64_t i = 0; i < sites; ++i) {
        Site site;
        site.name = "site" + std::to_string(i);
        site.key = site.name;
        site.node = NodeId{static_cast<std::uint32_t>(dice.whole(0, nodes - 1))};
        site.tier = TierId{0};
        site.tariff = TariffId{static_cast<std::uint32_t>(dice.whole(0, 1))};
        site.grid = GridId{static_cast<std::uint32_t>(dice.whole(0, 1))};
        if (dice.chance(0.7)) site.climate = ClimateId{static_cast<std::uint32_t>(dice.whole(0, 1))};
        site.cooling = CoolingId{0};
        if (dice.chance(0.4)) site.power_limit = Microwatts{dice.whole(12, 40) * 1'000'000'000};
        if (dice.chance(0.4)) site.storage = Bytes{dice.whole(2, 8) * 500'000'000'000};
        SiteId const id = s.sites.add(site);
        std::int64_t const pools = dice.whole(1, 2);
        for (std::int64_t p = 0; p < pools; ++p) {
            Pool pool;
            pool.name = site.name + "/" + std::to_string(p);
            pool.key = pool.name;
            pool.site = id;
            pool.accelerator = AcceleratorId{static_cast<std::uint32_t>(dice.whole(0, 1))};
            pool.servers = dice.whole(1, 6);
            pool.width = 8;
            s.pools.add(pool);
        }
    }
}

void add_regions(Scenario& s, WorldDice& dice, std::int64_t nodes) {
    std::int64_t const regions = dice.whole(1, 4);
    for (std::int64_t i = 0; i < regions; ++i) {
        DemandRegion region;
        region.name = "region" + std::to_string(i);
        region.key = region.name;
        region.node = NodeId{static_cast<std::uint32_t>(dice.whole(0, nodes - 1))};
        region.access_delay = Duration{dice.whole(0, 2'000'000)};
        region.masses = {static_cast<double>(dice.whole(1, 9))};
        s.regions.add(region);
    }
}

void add_classes(Scenario& s, WorldDice& dice) {
    std::int64_t const classes = dice.whole(2, 4);
    for (std::int64_t i = 0; i < classes; ++i) {
        WorkloadClass c;
        c.name = "class" + std::to_string(i);
        c.key = c.name;
        c.kind = dice.chance(0.5) ? WorkKind::training : WorkKind::inference;
        c.arrivals.rate = PerSecond{static_cast<double>(dice.whole(5, 60)) / 3600.0};
        c.arrivals.variation = static_cast<double>(dice.whole(0, 3));
        c.accelerators.shape = Choice{{0.0, 1.0, 4.0, 8.0}, {0.1, 0.6, 0.85, 1.0}};
        c.runtime.shape = LogNormal{900.0, 1.0};
        if (dice.chance(0.8)) c.input.shape = Exponential{2e11};
        if (dice.chance(0.5)) c.output.shape = Uniform{1e9, 1e11};
        if (dice.chance(0.3)) c.input_home = {HomeKind::gravity, NodeId{}, 0, Kilometres{800.0}};
        if (dice.chance(0.3)) c.stacks = {"cuda"};
        c.priority = static_cast<int>(dice.whole(0, 1));
        if (dice.chance(0.5)) c.objective = hours{4};
        c.retains_input = dice.chance(0.2);
        s.classes.add(c);
    }
}

// Failures, checkpoints, and up to three long jobs with names.
void add_long_work(Scenario& s, WorldDice& dice) {
    for (Accelerator& a : s.accelerators)
        if (dice.chance(0.5)) a.mtbf = hours{dice.whole(5, 100)};
    for (WorkloadClass& c : s.classes) {
        c.checkpoint_rule = static_cast<CheckpointRule>(dice.whole(0, 2));
        c.checkpoint = std::chrono::minutes{dice.whole(0, 20)};
        c.checkpoint_write = std::chrono::seconds{dice.whole(0, 90)};
        c.restart = std::chrono::seconds{dice.whole(0, 600)};
    }
    std::int64_t const jobs = dice.whole(0, 3);
    for (std::int64_t i = 0; i < jobs; ++i) {
        JobDescription job;
        job.workload_class = ClassId{0};
        job.origin = RegionId{0};
        job.input_home = s.regions[RegionId{0}].node;
        job.width = Milliaccelerators{dice.whole(1, 40) * 1000};
        job.runtime = job.estimate = hours{dice.whole(1, 30)};
        Duration const done = dice.chance(0.5) ? job.runtime / 2 : Duration{0};
        Duration const opens = done > Duration{0} ? Duration{0} : Duration{hours{dice.whole(0, 11)}};
        job.calendar =
            s.calendar.add({"run" + std::to_string(i), "run" + std::to_string(i), std::nullopt, done});
        s.listed_jobs.push_back({SimTime{opens}, job});
    }
    std::ranges::stable_sort(s.listed_jobs, {}, &ListedJob::arrival);
}

}  // namespace

NodeId add_far_node(Scenario& s, std::string const& name, double longitude_deg, Duration delay,
                    Kilometres length) {
    Table<NodeId, Node> nodes = s.map.nodes();
    NodeId const far = nodes.add({name, name, 0.0, longitude_deg});
    Table<LinkId, Link> links = s.map.links();
    Link link;
    link.name = link.key = "link";
    link.a = NodeId{0};
    link.b = far;
    link.capacity = BytesPerSecond{1e9};
    link.length = length;
    link.delay = delay;
    links.add(link);
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    return far;
}

Scenario one_site(std::int64_t accelerators, Duration runtime) {
    Scenario s = empty_world();
    Table<NodeId, Node> nodes;
    nodes.add({"here", "here", 0.0, 0.0});
    s.map = NationalMap{std::move(nodes), {}, Duration{0}};
    s.reference = s.accelerators.add(accelerator("chip", "cuda", 100.0));
    s.tariffs.add(flat_tariff("flat", 1.0));
    s.tariffs[TariffId{0}].hours.fill(Period::flat);
    s.grids.add({"grid", KgPerKwh{1.0}, 0.0});
    s.coolings.add({"none", 1.0, 0.0, Celsius{0.0}, Microwatts{0}});
    Site site;
    site.name = site.key = "site";
    site.node = NodeId{0};
    site.tier = TierId{0};
    site.tariff = TariffId{0};
    site.grid = GridId{0};
    site.cooling = CoolingId{0};
    s.sites.add(site);
    s.pools.add({"pool", "pool", SiteId{0}, AcceleratorId{0}, accelerators, 1});
    s.regions.add({"region", "region", NodeId{0}, Duration{0}, Duration{0}, {1.0}});
    WorkloadClass c;
    c.name = c.key = "work";
    c.arrivals.mass = 0;
    c.accelerators.shape = Constant{1.0};
    c.runtime.shape = Constant{in_seconds(runtime).count()};
    s.classes.add(c);
    return s;
}

void list_job(Scenario& scenario, Duration arrival) {
    WorkloadClass const& c = scenario.classes[ClassId{0}];
    JobDescription job;
    job.workload_class = ClassId{0};
    job.origin = RegionId{0};
    job.input_home = scenario.regions[RegionId{0}].node;
    job.width = Milliaccelerators{static_cast<std::int64_t>(quantile(c.accelerators, 0.5)) * 1000};
    job.runtime = rounded_up(Seconds{quantile(c.runtime, 0.5)});
    job.estimate = rounded_up(quantile(c.estimate, 0.5) * in_seconds(job.runtime));
    scenario.listed_jobs.push_back({SimTime{arrival}, job});
}

Scenario random_world(std::uint64_t seed) {
    WorldDice dice{seed};
    Scenario s = empty_world();
    s.seed = seed;
    s.horizon = hours{12};
    s.warmup = dice.chance(0.5) ? Duration{hours{2}} : Duration{0};
    s.end = dice.chance(0.5) ? EndRule::drain : EndRule::cut;
    s.reference = s.accelerators.add(accelerator("fast", "cuda", 300.0));
    s.accelerators.add(accelerator("slow", "cann", 150.0));
    std::int64_t const nodes = dice.whole(2, 7);
    add_energy(s, dice);
    add_map(s, dice, nodes);
    add_sites(s, dice, nodes);
    add_regions(s, dice, nodes);
    add_classes(s, dice);
    add_long_work(s, dice);
    return s;
}

Table<EventId, FailureEvent> link_outages(std::vector<LinkOutage> const& outages) {
    Table<EventId, FailureEvent> events;
    for (LinkOutage const& one : outages) {
        FailureEvent event = FailureEvent::once(Asset::of(one.link), one.from, one.until, one.left);
        event.name = event.key = "outage " + std::to_string(events.size());
        events.add(std::move(event));
    }
    return events;
}

void break_links(Scenario& scenario, std::uint64_t seed) {
    WorldDice dice{seed + 1000};
    std::int64_t const last = scenario.horizon.count();
    std::vector<LinkOutage> outages;
    for (LinkId const link : scenario.map.links().keys()) {
        Duration from{dice.whole(0, last / 4)};
        for (std::int64_t count = dice.whole(1, 4); count > 0; --count) {
            LinkOutage outage{link, from, from + Duration{dice.whole(1, last / 6)}, 0.0};
            if (dice.chance(0.3)) outage.left = 0.1 + 0.8 * dice.unit();
            from = *outage.until + (dice.chance(0.3) ? Duration{0} : Duration{dice.whole(0, last / 6)});
            if (count == 1 && dice.chance(0.2)) outage.until.reset();
            outages.push_back(outage);
        }
    }
    scenario.events = link_outages(outages);
}

void break_sites(Scenario& scenario, std::uint64_t seed) {
    WorldDice dice{seed + 2000};
    std::int64_t const last = scenario.horizon.count();
    auto const span = [&](std::int64_t parts) { return Duration{dice.whole(1, last / parts)}; };
    auto const asset = [&] {
        SiteId const site{
            static_cast<std::uint32_t>(dice.whole(0, static_cast<std::int64_t>(scenario.sites.size()) - 1))};
        PoolId const pool{
            static_cast<std::uint32_t>(dice.whole(0, static_cast<std::int64_t>(scenario.pools.size()) - 1))};
        if (dice.chance(0.5)) return Asset::of(site);
        return dice.chance(0.5) ? Asset::of(pool) : Asset::power_of(site);
    };
    for (std::int64_t i = dice.whole(2, 6); i > 0; --i) {
        FailureEvent event;
        event.name = event.key = "loss " + std::to_string(scenario.events.size());
        event.assets = {asset()};
        if (dice.chance(0.3)) event.left = 0.9 * dice.unit();
        bool const can_follow = !scenario.events.empty() && dice.chance(0.3);
        if (can_follow) {
            event.cause = EventCause{EventId{static_cast<std::uint32_t>(scenario.events.size()) - 1}, 0.7,
                                     Distribution{Uniform{0.0, in_seconds(span(10)).count()}}};
        } else if (dice.chance(0.3)) {
            event.hazard =
                EventHazard{Distribution{Exponential{in_seconds(span(2)).count()}}, {}, dice.whole(0, 1)};
        } else {
            event.from = Duration{dice.whole(0, last)};
            if (dice.chance(0.3)) event.notice = span(8);
        }
        if (event.hazard || dice.chance(0.8)) event.duration = span(5);
        scenario.events.add(std::move(event));
    }
    for (ClassId const c : scenario.classes.keys()) {
        WorkloadClass& of = scenario.classes[c];
        of.on_failure = static_cast<FailureRule>(dice.whole(0, 3));
        if (dice.chance(0.5)) of.checkpoints = CheckpointPlace::remote;
        if (dice.chance(0.5)) of.checkpoint_size = Bytes{dice.whole(0, 50'000'000'000)};
        if (dice.chance(0.3)) of.tries = dice.whole(1, 3);
        if (dice.chance(0.3)) of.input_home.copies = 2;
    }
}

observe::Ledger play(Scenario const& scenario, world::RunOptions options) {
    world::World world{scenario, std::move(options)};
    if (!world.run()) throw std::runtime_error{"the run was stopped"};
    return world.ledger();
}

std::string all_files(Scenario const& scenario, observe::Ledger const& ledger) {
    report::Facts const facts{scenario, ledger};
    std::string text = report::summary_json(facts);
    for (report::TableKind const& table : report::tables())
        text += report::csv(table, facts);
    return text;
}

}  // namespace meridian::conformance
