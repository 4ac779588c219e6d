// Services beside jobs: every service policy, lending or not, under every discipline, in random worlds.
#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/service/service_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/names.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

std::string faults(Scenario const& scenario, observe::Ledger const& ledger) {
    std::string found;
    for (observe::AuditRow const& row : ledger.audit) {
        if (!row.holds()) found += fmt::format("{}: {}\n", row.law.key, row.residual);
    }
    observe::ServiceTally const all = ledger.of_service(ServiceId{});
    double const measured_s = in_seconds(ledger.window_end - ledger.window_begin).count();
    if (!(all.requests > measured_s)) found += "hardly a request came\n";
    if (all.rejected < 0.0 || all.in_time < 0.0 || all.late() < -1e-6 * all.requests)
        found += "requests are miscounted\n";
    for (observe::SiteTally const& site : ledger.sites) {
        if (site.accelerator_hours_served > site.accelerator_hours_serving * (1.0 + 1e-9))
            found += "replicas work more than they are held\n";
    }
    if (all_files(scenario, ledger) != all_files(scenario, play(scenario)))
        found += "it comes out otherwise\n";
    return found;
}

}  // namespace

TEST_CASE("conservation checks pass with every service policy, lending or not, under every discipline",
          "[service]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const lends = GENERATE(false, true);
    std::int64_t preemptions = 0;
    for (std::string const& discipline : names(scheduler::disciplines())) {
        for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(3); ++seed) {
            Scenario scenario = served_world(seed, policy, lends);
            scenario.discipline = {discipline, {}};
            CAPTURE(policy, lends, discipline, seed);
            observe::Ledger const ledger = play(scenario);
            CHECK(faults(scenario, ledger) == "");
            preemptions += ledger.all_classes().preemptions;
        }
    }
    CHECK((preemptions > 0) == lends);
}

// The same with noise, random events and a forecast that is wrong.
TEST_CASE("conservation checks pass with every service policy where demand is uncertain",
          "[service][demand]") {
    auto const policy = GENERATE(from_range(names(service::service_policies())));
    auto const lends = GENERATE(false, true);
    auto const kind =
        GENERATE(ForecastKind::perfect, ForecastKind::last_epoch, ForecastKind::same_hour_last_week);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Scenario scenario = served_world(seed, policy, lends);
        for (Service& service : scenario.services)
            service.variability = {0.5, 1h, 0.3};
        DemandEvent rush;
        rush.name = rush.key = "rush";
        rush.factor = 4.0;
        rush.every = 8h;
        rush.duration = 50min;
        rush.regions = {RegionId{0}};
        scenario.demand_events = {rush};
        scenario.serving.forecast = {kind, seed % 2 == 0 ? 0.3 : 0.0};
        if (seed > 2) scenario.serving.plan_for = 0.95;
        CAPTURE(policy, lends, static_cast<int>(kind), seed);
        CHECK(faults(scenario, play(scenario)) == "");
    }
}

// What comes is equal in every layout and under every policy, and independent of how it is planned for.
TEST_CASE("as many requests come under every service policy and forecast", "[service][demand]") {
    std::set<double> requests;
    for (std::string const& policy : names(service::service_policies())) {
        for (ForecastKind const kind : {ForecastKind::perfect, ForecastKind::last_epoch}) {
            Scenario scenario = served_world(1, policy, true);
            scenario.services[ServiceId{0}].variability = {0.5, 1h, 0.3};
            scenario.serving.forecast.kind = kind;
            requests.insert(std::round(play(scenario).of_service(ServiceId{}).requests * 1e3));
        }
    }
    CHECK(requests.size() == 1);
}

TEST_CASE("lending costs no service a request in time where all jobs may be preempted", "[service]") {
    // Two sites of 40; services of up to 24 Erlang by day. Jobs want all that they can get.
    std::int64_t preemptions = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Scenario s = service_line({8.0 + static_cast<double>(seed), 6.0}, 40, "home");
        s.seed = seed;
        s.services[ServiceId{0}].requests.curve = add_day(s);
        s.services[ServiceId{0}].start_up = 3min;
        WorkloadClass& c = s.classes[ClassId{0}];
        c.arrivals.rate = PerSecond{0.02};
        c.preemptible = true;
        c.checkpoint = 10min;
        observe::ServiceTally const kept = play(s).of_service(ServiceId{0});
        s.serving.lends = true;
        s.serving.reclaim_time = 2min;
        observe::Ledger const ledger = play(s);
        observe::ServiceTally const lent = ledger.of_service(ServiceId{0});
        preemptions += ledger.all_classes().preemptions;
        CAPTURE(seed, kept.in_time, lent.in_time, kept.requests);
        CHECK(kept.rejected == 0.0);
        CHECK(lent.rejected == 0.0);
        // Replicas are counted for 99 % in time, whatever is lent.
        CHECK(lent.in_time >= 0.99 * lent.requests);
        // Where the services hold their peak all day they do better than they were asked to.
        CHECK(kept.in_time >= lent.in_time);
    }
    CHECK(preemptions > 0);
}

TEST_CASE("jobs that may not be preempted are lent no more than the services never need", "[service]") {
    // Forty jobs of 8 h hold all accelerators at 3:00; from 4:00 the service needs more than it held.
    Scenario s = service_line({10.0}, 40, "home");
    s.services[ServiceId{0}].requests.curve = add_day(s);
    s.serving.lends = true;
    s.classes[ClassId{0}].runtime.shape = Constant{8 * 3600.0};
    for (int i = 0; i < 40; ++i) {
        list_job(s, 3h);
        s.listed_jobs.back().job.runtime = s.listed_jobs.back().job.estimate = 8h;
    }
    // At the brain, and where jobs queue for a pool.
    for (std::string const policy : {"nearest_user", "least_loaded"}) {
        CAPTURE(policy);
        s.policy = {Selection{policy, {}}};
        observe::Ledger const kept_off = play(s);
        CHECK(kept_off.of_service(ServiceId{0}).rejected == 0.0);
        CHECK(kept_off.classes[ClassId{0}].wait_s.max() > 3600.0);
    }
    s.classes[ClassId{0}].preemptible = true;
    CHECK(play(s).of_service(ServiceId{0}).rejected == 0.0);
}
