// The simulator against queueing theory. 20 runs of 200,000 measured jobs each; the mean over runs must lie
// within its own 99.9 % interval of the closed form (t with 19 degrees of freedom: 3.883). Short runs
// would be biased: the warm-up is 5 % of the horizon, some 10^4 jobs.
#include "models/statistics/moments.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/closed_forms.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

constexpr int runs = 20;
constexpr double jobs_per_run = 200'000.0;
constexpr double t_999_19 = 3.883;

// One site, Poisson arrivals at `per_second`, mean service 1 s.
Scenario queue(std::int64_t servers, double per_second, Distribution service) {
    Scenario s = testing::one_site(servers, std::chrono::seconds{1});
    s.classes[ClassId{0}].arrivals.rate = PerSecond{per_second};
    s.classes[ClassId{0}].runtime = std::move(service);
    s.horizon = rounded_up(Seconds{jobs_per_run / per_second / 0.95});
    s.warmup = rounded_up(Seconds{0.05 * in_seconds(s.horizon).count()});
    s.bin = s.horizon;
    return s;
}

struct MeanWait {
    double mean;
    double half_width;
};

MeanWait simulate(Scenario scenario, std::string const& policy) {
    scenario.policy = {Selection{policy, {}}};
    Moments over_runs;
    for (int run = 0; run < runs; ++run) {
        scenario.run = static_cast<std::uint64_t>(run);
        observe::Ledger const ledger = testing::play(scenario);
        for (observe::AuditRow const& row : ledger.audit)
            REQUIRE(row.holds());
        over_runs.add(ledger.all_classes().wait_s.mean());
    }
    return {over_runs.mean(), t_999_19 * std::sqrt(over_runs.variance() / runs)};
}

void check(Scenario const& scenario, std::string const& policy, double expected_s) {
    MeanWait const seen = simulate(scenario, policy);
    CAPTURE(policy, expected_s, seen.mean, seen.half_width);
    CHECK(std::abs(seen.mean - expected_s) < seen.half_width);
    CHECK(seen.half_width < 0.05 * expected_s);  // else the test could not fail
}

}  // namespace

// Jobs wait at the brain under `nearest_user` and in the pool's queue under `least_loaded`: both are the same
// queue seen from two places.
TEST_CASE("M/M/1 waits as long as theory says", "[oracle]") {
    // rho = 0.7, service 1 s: Wq = rho / (1 - rho) = 0.7 / 0.3 = 2.333333 s
    auto const policy = GENERATE("nearest_user", "least_loaded");
    CHECK(MMc{1, 0.7, 1.0}.mean_wait() == Approx(0.7 / 0.3));
    check(queue(1, 0.7, {Exponential{1.0}}), policy, 0.7 / 0.3);
}

TEST_CASE("M/M/c waits as long as Erlang C says", "[oracle]") {
    // c = 4, a = 3 erlang: a^4/4! * 4/(4 - 3) = 3.375 * 4 = 13.5; sum a^k/k!, k < 4: 1 + 3 + 4.5 + 4.5 = 13
    //   C = 13.5 / (13 + 13.5) = 0.509434;  Wq = C / (c mu - lambda) = 0.509434 / 1 = 0.509434 s
    auto const policy = GENERATE("nearest_user", "least_loaded");
    CHECK(MMc{4, 3.0, 1.0}.mean_wait() == Approx(13.5 / 26.5));
    check(queue(4, 3.0, {Exponential{1.0}}), policy, 13.5 / 26.5);
}

TEST_CASE("M/D/1 waits half as long as M/M/1", "[oracle]") {
    // Pollaczek-Khinchine with no variance: Wq = rho / (2 (1 - rho)) = 0.8 / 0.4 = 2 s at rho = 0.8
    CHECK(md1_mean_wait(0.8, 1.0) == Approx(2.0));
    check(queue(1, 0.8, {Constant{1.0}}), "nearest_user", 2.0);
}

TEST_CASE("a bursty M/G/1 waits as long as Pollaczek and Khinchine say", "[oracle]") {
    // Choice of 0.5 s (p = 0.9) and 5.5 s (p = 0.1): mean 1 s, E[S^2] = 0.225 + 3.025 = 3.25
    //   Wq = lambda E[S^2] / (2 (1 - rho)) = 0.6 * 3.25 / 0.8 = 2.4375 s at rho = 0.6
    // squared coefficient of variation: 3.25 - 1 = 2.25
    CHECK(mg1_mean_wait(0.6, 1.0, 2.25) == Approx(2.4375));
    check(queue(1, 0.6, {Choice{{0.5, 5.5}, {0.9, 1.0}}}), "nearest_user", 2.4375);
}
