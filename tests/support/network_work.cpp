#include "tests/support/network_work.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "tests/support/dice.hpp"
#include "tests/support/network_facts.hpp"
#include "tests/support/worlds.hpp"

namespace meridian::testing {
namespace {

constexpr std::int64_t delay_step = 1000;  // ns; latencies are whole steps, so that many are equal

template <class Id>
Id drawn_id(std::size_t count, Dice& dice) {
    return Id{static_cast<std::uint32_t>(dice.whole(0, static_cast<std::int64_t>(count) - 1))};
}

void draw_map(Scenario& s, Dice& dice) {
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    std::int64_t const count = dice.whole(2, 6);
    for (std::int64_t i = 0; i < count; ++i) {
        std::string const name = fmt::format("node{}", i);
        NodeId const node = nodes.add({name, name, 0.0, 0.0});
        if (i == 0 || dice.chance(5)) continue;  // a few islands
        std::int64_t const chords = dice.chance(30) ? 2 : 1;
        for (std::int64_t c = 0; c < chords; ++c) {
            Link link;
            link.name = link.key = fmt::format("link{}", links.size());
            link.a = drawn_id<NodeId>(nodes.size() - 1, dice);
            link.b = node;
            link.capacity = BytesPerSecond{1e9};
            link.length = Kilometres{1.0};
            link.delay = Duration{delay_step * dice.whole(1, 4)};
            links.add(link);
        }
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{delay_step}};
}

// The reference does both kinds of work; the others differ in speed from kind to kind.
void draw_accelerators(Scenario& s, Dice& dice) {
    for (int i = 1; i <= 2; ++i) {
        Accelerator a = s.accelerators[AcceleratorId{0}];
        a.name = fmt::format("chip{}", i);
        a.fp16_dense = FlopsPerSecond{50e12 * static_cast<double>(dice.whole(1, 6))};
        a.efficiency[WorkKind::training] =
            dice.chance(20) ? 0.0 : 0.1 * static_cast<double>(dice.whole(1, 6));
        a.efficiency[WorkKind::inference] = 0.1 * static_cast<double>(dice.whole(3, 9));
        s.accelerators.add(a);
    }
}

void draw_sites(Scenario& s, Dice& dice) {
    Site const plan = s.sites[SiteId{0}];
    s.sites = {};
    s.pools = {};
    std::int64_t const sites = dice.whole(2, 5);
    for (std::int64_t i = 0; i < sites; ++i) {
        Site site = plan;
        site.name = site.key = fmt::format("site{}", i);
        site.node = drawn_id<NodeId>(s.map.nodes().size(), dice);
        SiteId const id = s.sites.add(site);
        std::int64_t const pools = dice.whole(1, 2);
        for (std::int64_t p = 0; p < pools; ++p) {
            std::string const name = fmt::format("site{}/{}", i, p);
            s.pools.add(
                {name, name, id, drawn_id<AcceleratorId>(s.accelerators.size(), dice), dice.whole(1, 8), 1});
        }
    }
}

void draw_regions(Scenario& s, Dice& dice) {
    s.regions = {};
    std::int64_t const regions = dice.whole(1, 3);
    for (std::int64_t i = 0; i < regions; ++i) {
        std::string const name = fmt::format("region{}", i);
        s.regions.add({name,
                       name,
                       drawn_id<NodeId>(s.map.nodes().size(), dice),
                       Duration{delay_step * dice.whole(0, 2)},
                       Duration{0},
                       {1.0}});
    }
}

void draw_classes(Scenario& s, Dice& dice) {
    WorkloadClass const plan = s.classes[ClassId{0}];
    s.classes = {};
    std::int64_t const classes = dice.whole(2, 4);
    for (std::int64_t i = 0; i < classes; ++i) {
        WorkloadClass c = plan;
        c.name = c.key = fmt::format("class{}", i);
        c.kind = dice.chance(50) ? WorkKind::training : WorkKind::inference;
        c.priority = static_cast<int>(dice.whole(0, 2));
        if (dice.chance(50)) {
            for (AcceleratorId const model : s.accelerators.keys()) {
                if (dice.chance(50)) c.models.push_back(model);
            }
        }
        s.classes.add(c);
    }
}

void list(Scenario& s, QueueJob const& work, ClassId workload_class, RegionId origin) {
    list_job(s, Duration{work.arrival});
    JobDescription& job = s.listed_jobs.back().job;
    job.workload_class = workload_class;
    job.origin = origin;
    job.input_home = s.regions[origin].node;
    job.width = Milliaccelerators{work.width * 1000};
    job.runtime = Duration{work.work};
    job.estimate = Duration{work.estimate};
}

void draw_jobs(Scenario& s, Dice& dice) {
    std::int64_t widest = 0;
    for (Pool const& pool : s.pools)
        widest = std::max(widest, pool.servers);
    std::int64_t const usual = dice.chance(50) ? widest : (widest + 1) / 2;
    std::int64_t const unit = dice.chance(30) ? 1 : 1000;
    std::int64_t const jobs = dice.whole(2, 50);
    std::int64_t const gap = dice.whole(0, 3);
    std::int64_t now = 0;
    for (std::int64_t i = 0; i < jobs; ++i) {
        if (!dice.chance(50)) now += unit * dice.whole(0, gap);
        QueueJob job{};
        job.arrival = now;
        job.width = dice.chance(10) ? widest : dice.whole(1, usual);
        job.work = dice.chance(10) ? 0 : unit * dice.whole(1, 12);
        job.estimate = random_estimate(job.work, unit, dice);
        list(s, job, drawn_id<ClassId>(s.classes.size(), dice), drawn_id<RegionId>(s.regions.size(), dice));
    }
}

}  // namespace

void use_policy(Scenario& scenario, NetworkPolicy policy) {
    if (policy == NetworkPolicy::nearest_user) {
        scenario.policy = {Selection{"nearest_user", {}}};
    } else {
        char const* const when_full = policy == NetworkPolicy::least_loaded_queue ? "queue" : "wait";
        scenario.policy = {Selection{"least_loaded", {{"when_full", when_full}}}};
    }
}

Scenario random_network(std::uint64_t seed) {
    Dice dice{seed};
    Scenario s = one_site(1, Duration{1});
    draw_map(s, dice);
    draw_accelerators(s, dice);
    draw_sites(s, dice);
    draw_regions(s, dice);
    draw_classes(s, dice);
    draw_jobs(s, dice);
    use_policy(s, dice.chance(50) ? NetworkPolicy::nearest_user : NetworkPolicy::least_loaded_wait);
    if (dice.chance(30)) s.policy.front().parameters["reach"] = Duration{delay_step * dice.whole(2, 8)};
    return s;
}

Scenario light_network(std::uint64_t seed) {
    Scenario s = random_network(seed);
    if (s.listed_jobs.front().arrival == s.listed_jobs.back().arrival)
        s.listed_jobs.back().arrival += Duration{1};
    Scenario const dense = s;
    auto const enough = static_cast<std::int64_t>(network_load(s) / 0.9);  // or one more
    for (std::int64_t factor = std::max<std::int64_t>(enough, 1); network_load(s) >= 0.9; ++factor) {
        for (std::size_t j = 0; j < s.listed_jobs.size(); ++j)
            s.listed_jobs[j].arrival = SimTime{factor * dense.listed_jobs[j].arrival.time_since_epoch()};
    }
    return s;
}

Scenario network_of(QueueWork const& work) {
    QueueWork unlimited = work;
    unlimited.powered = work.accelerators;
    Scenario s = scenario_of(unlimited);
    use_policy(s, NetworkPolicy::nearest_user);
    return s;
}

double network_load(Scenario const& scenario) {
    NetworkFacts const facts{scenario};
    auto const span = scenario.listed_jobs.back().arrival - scenario.listed_jobs.front().arrival;
    double worst = 0.0;
    for (std::size_t j = 0; j < facts.jobs(); ++j) {
        std::set<std::size_t> const bound(facts.pools_of(j).begin(), facts.pools_of(j).end());
        if (bound.empty()) continue;
        std::int64_t demand = 0;
        for (std::size_t other = 0; other < facts.jobs(); ++other) {
            auto const& pools = facts.pools_of(other);
            if (!std::ranges::all_of(pools, [&](std::size_t p) { return bound.contains(p); })) continue;
            std::int64_t slowest = 0;
            for (std::size_t const p : pools)
                slowest = std::max(slowest, facts.work(other, p));
            demand += facts.width(other) * slowest;
        }
        std::int64_t capacity = 0;
        for (std::size_t const p : bound)
            capacity += facts.capacity(p);
        if (span.count() == 0) return std::numeric_limits<double>::infinity();
        worst = std::max(worst, static_cast<double>(demand) / static_cast<double>(capacity * span.count()));
    }
    return worst;
}

std::int64_t longest_work(Scenario const& scenario) {
    NetworkFacts const facts{scenario};
    std::int64_t longest = 0;
    for (std::size_t j = 0; j < facts.jobs(); ++j) {
        for (std::size_t const p : facts.pools_of(j))
            longest = std::max(longest, facts.work(j, p));
    }
    return longest;
}

std::string words(Scenario const& scenario) {
    NetworkFacts const facts{scenario};
    std::string text = scenario.policy.front().name;
    for (auto const& [name, value] : scenario.policy.front().parameters) {
        auto const in_text = [](auto const& plain) {
            if constexpr (requires { plain.count(); }) {
                return fmt::format("{}", plain.count());
            } else {
                return fmt::format("{}", plain);
            }
        };
        text += fmt::format(" {} {}", name, std::visit(in_text, value));
    }
    text += "\npools of";
    for (std::size_t p = 0; p < facts.pools(); ++p)
        text += fmt::format(" {}", facts.capacity(p));
    for (std::size_t j = 0; j < facts.jobs(); ++j) {
        JobDescription const& job = scenario.listed_jobs[j].job;
        text += fmt::format("\n  {}: at {} width {} priority {} work {} estimate {};", j,
                            scenario.listed_jobs[j].arrival.time_since_epoch().count(), facts.width(j),
                            scenario.classes[job.workload_class].priority, job.runtime.count(),
                            job.estimate.count());
        for (std::size_t const p : facts.pools_of(j))
            text += fmt::format(" on {}: {} ({})", p, facts.work(j, p), facts.estimate(j, p));
    }
    return text + "\n";
}

namespace {

struct ListedStarts final : state::RunListener {
    explicit ListedStarts(std::size_t jobs) : starts(jobs, -1) {}
    void job_departed(SimTime, state::Job const& job, state::Departure const& how) override {
        if (how.outcome == state::Outcome::completed)
            starts.at(job.number) = job.started.time_since_epoch().count();
    }
    Starts starts;
};

}  // namespace

Starts play_network(QueueRule const& rule, Scenario const& scenario) {
    Scenario played = scenario;
    played.discipline = selection(rule);
    ListedStarts listener{scenario.listed_jobs.size()};
    world::RunOptions options;
    options.listeners = {&listener};
    static_cast<void>(play(played, std::move(options)));
    return listener.starts;
}

}  // namespace meridian::testing
