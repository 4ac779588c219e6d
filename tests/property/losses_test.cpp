// Everything breaks, in random worlds and at the worst instants: no law is broken, nothing hangs, and no job is lost
// unless its class says so.
#include <algorithm>

#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using testing::play;

namespace {

void check(Scenario const& scenario) {
    observe::Ledger const ledger = play(scenario);
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        REQUIRE(row.holds());
    }
    observe::ClassTally const all = ledger.all_classes();
    REQUIRE(all.unfinished() >= 0);
    for (ClassId const c : scenario.classes.keys()) {
        WorkloadClass const& of = scenario.classes[c];
        if (of.on_failure != FailureRule::lose && of.tries == 0) REQUIRE(ledger.classes[c].lost == 0);
    }
}

// A small world whose jobs stage, run, checkpoint, send and wait, and its instants.
Scenario small_world() {
    Scenario s = testing::random_world(5);
    s.horizon = 4h;
    s.drain_limit = 12h;
    s.warmup = 1h;
    s.end = EndRule::drain;
    return s;
}

struct Instants final : state::RunListener {
    void job_staging(SimTime now, state::Job const&) override { add(now); }
    void job_ready(SimTime now, state::Job const&) override { add(now); }
    void job_started(SimTime now, state::Job const&) override { add(now); }
    void job_ended(SimTime now, state::Job const&, state::Progress const&) override { add(now); }
    void job_departed(SimTime now, state::Job const&, state::Departure const&) override { add(now); }
    void add(SimTime now) {
        all.push_back(now);
        all.push_back(now + 1ns);
        if (now > SimTime{}) all.push_back(now - 1ns);
    }
    std::vector<SimTime> all;
};

}  // namespace

TEST_CASE("random worlds of which sites, pools and power are lost keep all laws", "[property][losses]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(41)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    testing::break_sites(scenario, static_cast<std::uint64_t>(seed));
    check(scenario);
    testing::break_links(scenario, static_cast<std::uint64_t>(seed));
    Scenario with_links = scenario;
    testing::break_sites(with_links, static_cast<std::uint64_t>(seed));
    check(with_links);
}

TEST_CASE("losses keep all laws under every policy and discipline", "[property][losses]") {
    auto const seed = GENERATE(range(100, 104));
    for (ComponentDoc const& policy : scheduler::policies()) {
        for (ComponentDoc const& discipline : scheduler::disciplines()) {
            CAPTURE(seed, policy.name, discipline.name);
            Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
            scenario.policy = {Selection{std::string{policy.name}, {}}};
            scenario.discipline = {std::string{discipline.name}, {}};
            testing::break_sites(scenario, static_cast<std::uint64_t>(seed));
            check(scenario);
        }
    }
}

TEST_CASE("every place is lost at every instant at which something happens", "[property][losses]") {
    Scenario scenario = small_world();
    Instants instants;
    world::RunOptions options;
    options.listeners = {&instants};
    static_cast<void>(play(scenario, std::move(options)));
    std::ranges::sort(instants.all);
    instants.all.erase(std::ranges::unique(instants.all).begin(), instants.all.end());
    REQUIRE(instants.all.size() > 100);
    std::vector<Asset> assets;
    for (SiteId const s : scenario.sites.keys())
        assets.insert(assets.end(), {Asset::of(s), Asset::power_of(s)});
    for (PoolId const p : scenario.pools.keys())
        assets.push_back(Asset::of(p));
    std::size_t const step = std::max<std::size_t>(1, instants.all.size() * assets.size() / 600);
    std::size_t turn = 0;
    for (SimTime const when : instants.all) {
        for (Asset const asset : assets) {
            if (++turn % step != 0) continue;
            CAPTURE(when.time_since_epoch().count(), static_cast<int>(asset.kind), asset.index);
            Duration const from = when.time_since_epoch();
            Scenario broken = scenario;
            broken.events = {};
            FailureEvent event = FailureEvent::once(asset, from, from + 20min, turn % 3 == 0 ? 0.4 : 0.0);
            event.name = event.key = "loss";
            broken.events.add(event);
            for (ClassId const c : broken.classes.keys())
                broken.classes[c].on_failure = static_cast<FailureRule>(turn % 4);
            check(broken);
        }
    }
}

TEST_CASE("an outage of length zero changes nothing", "[property][losses]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(9)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    // Both have an event, of which the second comes when the run is over.
    scenario.events.add(FailureEvent::once(Asset::of(SiteId{0}), scenario.last_end() + 1h, std::nullopt));
    Scenario with = scenario;
    for (SiteId const s : scenario.sites.keys()) {
        FailureEvent event = FailureEvent::once(Asset::of(s), 3h, 3h);
        event.name = event.key = "nothing " + std::to_string(s.index);
        with.events.add(event);
    }
    CHECK(testing::all_files(with, play(with)) == testing::all_files(scenario, play(scenario)));
}
