// Services of random worlds through random losses of pools and links, with every service policy.
#include <algorithm>

#include "sim/service/service_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/names.hpp"
#include "tests/support/service_run.hpp"
#include "tests/support/service_world.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

void check(ServiceRun const& run) {
    RequestCounts const counts = run.counts();
    REQUIRE(counts.rejected >= -1e-9 * counts.asked);
    REQUIRE(counts.lost <= counts.rejected * (1.0 + 1e-9));
    REQUIRE(counts.in_time >= 0.0);
    REQUIRE(counts.late() >= -1e-9 * counts.asked);
    for (ArcId const arc : run.outlook.state.links.keys()) {
        double const most = 0.95 * run.outlook.state.links[arc].usable.count();
        REQUIRE(run.rates[arc.index] <= most * (1.0 + 1e-12));
    }
    REQUIRE(state::broken_laws(run.outlook.state, run.outlook.scenario) == std::vector<std::string>{});
}

// A pool loses some of its accelerators or has them all, is closed or open; or a link goes down or comes back.
void disturb(ServiceRun& run, Dice& dice) {
    Scenario const& s = run.outlook.scenario;
    PoolId const pool{
        static_cast<std::uint32_t>(dice.whole(0, static_cast<std::int64_t>(s.pools.size()) - 1))};
    std::int64_t const all = s.pools[pool].servers * s.pools[pool].width;
    auto const& links = s.map.links();
    switch (dice.whole(0, 4)) {
        case 0:
            return run.leave(pool, dice.chance(50) ? 0 : dice.whole(0, all));
        case 1:
            return run.leave(pool, all);
        case 2:
            return run.close(pool, dice.chance(50));
        default:
            if (links.empty()) return;
            return run.set_down(LinkId{static_cast<std::uint32_t>(
                                    dice.whole(0, static_cast<std::int64_t>(links.size()) - 1))},
                                dice.chance(50));
    }
}

void mend(ServiceRun& run) {
    Scenario const& s = run.outlook.scenario;
    for (PoolId const pool : s.pools.keys()) {
        run.close(pool, false);
        run.leave(pool, s.pools[pool].servers * s.pools[pool].width);
    }
    for (LinkId const link : s.map.links().keys())
        run.set_down(link, false);
}

Scenario breakable(std::uint64_t seed, std::string const& policy, bool lends, bool is_uncertain) {
    Scenario scenario = served_world(seed, policy, lends);
    scenario.serving.detect = 20s;
    scenario.serving.failover = 100s;
    for (Service& service : scenario.services) {
        service.bytes_in = Bytes{100'000};
        service.bytes_out = Bytes{30'000'000};
    }
    if (!is_uncertain) return scenario;
    for (Service& service : scenario.services)
        service.variability = {0.5, 1h, 0.3};
    scenario.serving.forecast = {seed % 2 == 0 ? ForecastKind::perfect : ForecastKind::last_epoch, 0.3};
    return scenario;
}

// Who takes the last accelerators of a pool depends on who came first.
bool is_contended(ServiceRun const& run) {
    return std::ranges::any_of(run.outlook.state.levels().pools, [](state::PoolLevel const& level) {
        return level.serving > 0 && level.free < 2000;
    });
}

bool are_equal(std::vector<state::ServiceFlow> const& one, std::vector<state::ServiceFlow> const& other) {
    return std::ranges::equal(one, other, [](state::ServiceFlow const& a, state::ServiceFlow const& b) {
        return a.service == b.service && a.region == b.region && a.site == b.site && a.rate == b.rate &&
               a.rejected == b.rejected && a.in_time == b.in_time && a.delay_s == b.delay_s &&
               a.why_rejected == b.why_rejected && a.one_way == b.one_way;
    });
}

}  // namespace

TEST_CASE("services are what they were once everything is back", "[property][service][failure]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const lends = GENERATE(false, true);
    auto const is_uncertain = GENERATE(false, true);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(policy, lends, is_uncertain, seed);
        Scenario const scenario = breakable(seed, policy, lends, is_uncertain);
        ServiceRun calm{scenario};
        ServiceRun broken{scenario};
        Dice dice{seed};
        Duration now = 1h;
        for (int i = 0; i < 40; ++i) {
            broken.run_to(now);
            disturb(broken, dice);
            broken.run_through(now);
            check(broken);
            // A third of them at one instant, others before and after the failover.
            if (dice.chance(67)) now += std::chrono::seconds{dice.whole(1, 600)};
        }
        broken.run_to(now);
        mend(broken);
        Duration const later = now + 2h;
        calm.run_to(later);
        broken.run_to(later);
        check(broken);
        CHECK(broken.counts().asked == Approx(calm.counts().asked).epsilon(1e-9));
        if (is_contended(calm)) continue;
        CHECK(are_equal(calm.flows, broken.flows));
        for (PoolId const pool : scenario.pools.keys())
            CHECK(calm.serving(pool) == broken.serving(pool));
    }
}

TEST_CASE("what is lost and back at one instant without replicas on it changes nothing",
          "[property][service][failure]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const lends = GENERATE(false, true);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(policy, lends, seed);
        Scenario const scenario = breakable(seed, policy, lends, false);
        ServiceRun calm{scenario};
        ServiceRun touched{scenario};
        touched.run_to(3h + 77s);
        for (PoolId const pool : scenario.pools.keys()) {
            touched.close(pool, true);
            touched.close(pool, false);
        }
        for (LinkId const link : scenario.map.links().keys()) {
            touched.set_down(link, true);
            touched.set_down(link, false);
        }
        touched.run_through(3h + 77s);
        calm.run_to(3h + 77s);
        CHECK(are_equal(calm.flows, touched.flows));
        calm.run_to(6h);
        touched.run_to(6h);
        CHECK(are_equal(calm.flows, touched.flows));
        CHECK(touched.counts().in_time == Approx(calm.counts().in_time).epsilon(1e-12));
    }
}

TEST_CASE("whole runs with services keep all laws through losses", "[property][service][failure]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const lends = GENERATE(false, true);
    auto const is_uncertain = GENERATE(false, true);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(policy, lends, is_uncertain, seed);
        Scenario scenario = breakable(seed, policy, lends, is_uncertain);
        break_links(scenario, seed);
        break_sites(scenario, seed);
        observe::Ledger const ledger = play(scenario);
        for (observe::AuditRow const& row : ledger.audit) {
            CAPTURE(row.law.key, row.residual);
            REQUIRE(row.holds());
        }
        observe::ServiceTally const all = ledger.of_service(ServiceId{});
        REQUIRE(all.lost <= all.rejected * (1.0 + 1e-9));
        REQUIRE(all.rejected >= 0.0);
        REQUIRE(all.late() >= -1e-6 * all.requests);
        for (observe::ArcTally const& arc : ledger.arcs)
            REQUIRE(arc.service_bytes >= 0.0);
        REQUIRE(all_files(scenario, ledger) == all_files(scenario, play(scenario)));
    }
}

TEST_CASE("an outage of length zero changes nothing for services", "[property][service][failure]") {
    auto const lends = GENERATE(false, true);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(lends, seed);
        Scenario scenario = breakable(seed, "home", lends, false);
        // Both have an event; that one comes when the run is over.
        scenario.events.add(FailureEvent::once(Asset::of(SiteId{0}), scenario.last_end() + 1h, std::nullopt));
        Scenario with = scenario;
        for (SiteId const s : scenario.sites.keys()) {
            FailureEvent event = FailureEvent::once(Asset::of(s), 3h, 3h);
            event.name = event.key = "nothing " + std::to_string(s.index);
            with.events.add(event);
        }
        CHECK(all_files(with, play(with)) == all_files(scenario, play(scenario)));
    }
}
