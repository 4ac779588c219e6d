// The quick search of every policy against the plain one, and against its own trace.
#include <algorithm>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/plain_policy.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::PlainRule;

namespace {

ParameterValues parameters(PlainRule const& rule) {
    if (rule.parameter.empty()) return {};
    return {{rule.parameter, rule.word}};
}

std::string words(scheduler::Decision const& decision) {
    if (auto const* place = std::get_if<scheduler::Placement>(&decision))
        return fmt::format("site {} pool {} path {}", place->site.index, place->pool.index,
                           place->path.index);
    if (std::holds_alternative<scheduler::Wait>(decision)) return "wait";
    return std::holds_alternative<scheduler::Defer>(decision) ? "defer" : "reject";
}

// Prices by the hour, some storage, several pools a site for every fourth site, and price of carbon.
Scenario varied(std::uint32_t sites) {
    Scenario scenario = testing::many_sites(sites);
    scenario.horizon = std::chrono::hours{48};
    scenario.carbon_price = CnyPerKg{0.8};
    scenario.path_choices = 2;
    for (Tariff& tariff : scenario.tariffs) {
        tariff.multiplier = {0.4, 1.0, 1.6, 1.9};
        for (std::size_t hour = 0; hour < tariff.hours.size(); ++hour)
            tariff.hours[hour] = static_cast<Period>((hour / 4) % tariff.multiplier.size());
    }
    for (GridId const g : scenario.grids.keys())
        scenario.grids[g].green_premium = CnyPerKwh{0.05 * (g.index % 4)};
    for (SiteId const s : scenario.sites.keys()) {
        if (s.index % 3 == 0) scenario.sites[s].storage = Bytes{5'000'000'000 * (s.index % 5)};
        if (s.index % 7 == 0) scenario.sites[s].power_limit = Microwatts{20'000'000'000};
        if (s.index % 4 != 0) continue;
        Pool second = scenario.pools[PoolId{s.index}];
        second.name += "b";
        second.key += "b";
        second.accelerator = AcceleratorId{(second.accelerator.index + 1) % 4};
        second.servers = 5;
        scenario.pools.add(second);
    }
    return scenario;
}

JobId some_job(testing::Outlook& outlook, std::uint32_t n) {
    auto const regions = static_cast<std::uint32_t>(outlook.scenario.regions.size());
    auto const classes = static_cast<std::uint32_t>(outlook.scenario.classes.size());
    JobId const id = outlook.add_job(n % 11 == 0 ? 0 : 1 + n % 16, std::chrono::minutes{20 + n * 7},
                                     ClassId{n % classes}, RegionId{n * 5 % regions});
    JobDescription& what = outlook.job(id).what;
    what.estimate = what.runtime * (1 + n % 3);
    what.input_home = outlook.scenario.regions[RegionId{n * 11 % regions}].node;
    what.input = Bytes{std::int64_t{n % 4} * 6'000'000'000};
    what.output = Bytes{std::int64_t{n % 3} * 9'000'000'000};
    return id;
}

// As varied(), but alike: many pools are equally good, in every respect but their distance.
Scenario alike(std::uint32_t sites) {
    Scenario scenario = varied(sites);
    for (Site& site : scenario.sites) {
        site.tariff = TariffId{1 + site.node.index % 2};
        site.grid = GridId{1 + site.node.index % 2};
        site.power_limit = std::nullopt;
    }
    for (Pool& pool : scenario.pools) {
        pool.accelerator = AcceleratorId{pool.site.index % 2};
        pool.servers = 8;
    }
    return scenario;
}

// The job takes what it was given, so pools and storage fill up while the policies are asked.
void carry_out(testing::Outlook& outlook, JobId id, scheduler::Decision const& decision) {
    auto const* const place = std::get_if<scheduler::Placement>(&decision);
    if (place == nullptr) return;
    if (place->pool.valid()) outlook.hold(place->pool, outlook.job(id).what.width.count() / 1000);
    outlook.store(place->site, outlook.job(id).what.input);
    outlook.view.advance(outlook.view.now() + std::chrono::minutes{11});
}

// Every twelfth of the jobs moves no data.
void compare(PlainRule const& rule, testing::Outlook& outlook, std::uint32_t jobs, std::uint32_t every = 1) {
    auto const quick = testing::policy(rule.policy, parameters(rule));
    auto const plain = testing::plain_policy(rule);
    for (std::uint32_t n = 0; n < jobs * every; n += every) {
        CAPTURE(rule.policy, rule.parameter, rule.word, n);
        JobId const id = some_job(outlook, n);
        auto const answer = outlook.ask(*quick, id).decision;
        CHECK(words(answer) == words(outlook.ask(*plain, id).decision));
        carry_out(outlook, id, answer);
    }
}

// Where each job started and when.
struct PlacesAndStarts final : state::RunListener {
    void job_departed(SimTime, state::Job const& job, state::Departure const& how) override {
        found += fmt::format("{} {} {} {} {}\n", job.number, static_cast<int>(how.outcome), job.site.index,
                             job.pool.index, job.started.time_since_epoch().count());
    }
    std::string found;
};

std::string starts(Scenario const& scenario, std::unique_ptr<scheduler::Policy> policy) {
    PlacesAndStarts listener;
    world::RunOptions options;
    options.policy = std::move(policy);
    options.listeners = {&listener};
    static_cast<void>(testing::play(scenario, std::move(options)));
    return listener.found;
}

}  // namespace

TEST_CASE("every policy decides as its rule does, asked of all pools", "[property][policy]") {
    auto const rule = GENERATE(from_range(testing::plain_rules()));
    for (double const share : {0.3, 0.9, 1.0}) {
        testing::Outlook outlook{varied(120)};
        testing::fill(outlook, share, 3);
        compare(rule, outlook, 60);
    }
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        testing::Outlook outlook{testing::random_world(seed)};
        compare(rule, outlook, 30);
    }
}

TEST_CASE("of equally good pools every policy takes the first of its rule", "[property][policy]") {
    auto const rule = GENERATE(from_range(testing::plain_rules()));
    for (double const share : {0.0, 0.5, 0.95}) {
        testing::Outlook outlook{alike(120)};
        testing::fill(outlook, share, 4);
        compare(rule, outlook, 60, 12);
    }
}

// Pools are empty or full, all have the same hardware and prices, and no data are moved: nothing but the walk
// from the job's origin, which no region has in the order of the pools, is left to decide.
TEST_CASE("of equal pools every policy with a score takes the nearest in reach", "[property][policy]") {
    auto const name =
        GENERATE(as<std::string>{}, "cheapest", "greenest", "data_local", "least_congested", "best_fit",
                 "most_free", "least_loaded", "earliest_start", "weighted", "min_cost_flow");
    Duration const reach = std::chrono::milliseconds{GENERATE(3, 8, 1000)};
    Scenario scenario = testing::many_sites(150);
    for (Site& site : scenario.sites) {
        site.tariff = TariffId{1};
        site.grid = GridId{1};
    }
    for (Pool& pool : scenario.pools) {
        pool.accelerator = AcceleratorId{0};
        pool.servers = 8;
    }
    testing::Outlook outlook{std::move(scenario)};
    for (PoolId const pool : outlook.scenario.pools.keys()) {
        if (pool.index * 37 % 11 < 8) outlook.hold(pool, 64);
    }
    ParameterValues parameters{{"reach", reach}};
    if (name == "weighted") parameters["latency"] = 0.0;
    if (name == "least_loaded" || name == "earliest_start") parameters["when_full"] = "wait";
    auto const policy = testing::policy(name, parameters);
    for (RegionId const region : outlook.scenario.regions.keys()) {
        CAPTURE(name, reach.count(), region.index);
        std::optional<SiteId> nearest;
        for (SiteId const site : outlook.view.sites_by_latency(region)) {
            bool const has_room = outlook.view.headroom(outlook.view.pools_of(site).front()) > 0;
            if (!nearest && has_room && outlook.view.latency(region, site) <= reach) nearest = site;
        }
        JobId const job = outlook.add_job(4, std::chrono::hours{1}, ClassId{0}, region);
        CHECK(testing::site_of(outlook.ask(*policy, job)) == nearest);
    }
}

TEST_CASE("under every policy jobs start where and when they do under its rule", "[property][policy]") {
    auto const rule = GENERATE(from_range(testing::plain_rules()));
    if (rule.policy == "min_cost_flow") return;  // decides for many jobs together
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(rule.policy, rule.parameter, rule.word, seed);
        Scenario scenario = testing::random_world(seed);
        scenario.path_choices = 1 + seed % 3;
        std::string const quick = starts(scenario, testing::policy(rule.policy, parameters(rule)));
        CHECK(!quick.empty());
        CHECK(quick == starts(scenario, testing::plain_policy(rule)));
    }
}

TEST_CASE("a decision is the same with its trace, and its best candidate is chosen", "[property][policy]") {
    std::vector<std::string> names;
    for (ComponentDoc const& policy : scheduler::policies())
        names.emplace_back(policy.name);
    auto const name = GENERATE_COPY(from_range(names));
    auto const silent = testing::policy(name);
    auto const traced = testing::policy(name);
    testing::Outlook outlook{varied(90)};
    testing::fill(outlook, 0.9, 5);
    for (std::uint32_t n = 0; n < 60; ++n) {
        CAPTURE(name, n);
        JobId const id = some_job(outlook, n);
        scheduler::Answer const answer = outlook.ask(*traced, id, true);
        CHECK(words(answer.decision) == words(outlook.ask(*silent, id).decision));
        auto const* const place = std::get_if<scheduler::Placement>(&answer.decision);
        if (place != nullptr) {
            auto const chosen = std::ranges::find_if(answer.candidates, [&](scheduler::Candidate const& c) {
                return c.site == place->site && c.pool == place->pool && !c.excluded_by;
            });
            REQUIRE(chosen != answer.candidates.end());
            for (scheduler::Candidate const& other : answer.candidates) {
                if (chosen->score && other.score) CHECK(*chosen->score <= *other.score);
            }
        }
        carry_out(outlook, id, answer.decision);
    }
}
