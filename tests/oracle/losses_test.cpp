// Losses of sites and pools against closed forms.
#include <cmath>

#include <Eigen/Dense>

#include "models/compute/checkpointing.hpp"
#include "models/statistics/moments.hpp"
#include "sim/failure/capacity_timeline.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

constexpr ClassId work{0};

FailureEvent each_exponential(double uptime_s, double repair_s) {
    FailureEvent event;
    event.name = event.key = "each";
    event.each = true;
    event.hazard = EventHazard{Distribution{Exponential{uptime_s}}, {}, 0};
    event.repair = Distribution{Exponential{repair_s}};
    return event;
}

// The mean number in an M/M/c queue whose servers break down and are repaired, each at rates of its own, whether busy or
// not; work goes on where it stopped. A Markov chain over (number, servers that are up), solved level by level.
double mean_number(double arrivals, double service, double breaks, double repairs, int servers) {
    using Matrix = Eigen::MatrixXd;
    constexpr int levels = 400;
    int const size = servers + 1;
    Matrix environment = Matrix::Zero(size, size);
    for (int up = 0; up <= servers; ++up) {
        if (up > 0) environment(up, up - 1) = up * breaks;
        if (up < servers) environment(up, up + 1) = (servers - up) * repairs;
        environment(up, up) = -(up * breaks + (servers - up) * repairs);
    }
    auto const down = [&](int level) {
        Matrix rates = Matrix::Zero(size, size);
        for (int up = 0; up <= servers; ++up)
            rates(up, up) = std::min(level, up) * service;
        return rates;
    };
    Matrix const arrive = arrivals * Matrix::Identity(size, size);
    // pi_(n+1) = pi_n ratio[n]
    std::vector<Matrix> ratio(levels, Matrix::Zero(size, size));
    for (int level = levels - 1; level > 0; --level) {
        Matrix local = environment - down(level);
        if (level < levels - 1) local += -arrive + ratio[static_cast<std::size_t>(level)] * down(level + 1);
        ratio[static_cast<std::size_t>(level - 1)] = arrive * (-local).inverse();
    }
    Matrix const first = environment - arrive + ratio[0] * down(1);
    Eigen::MatrixXd system = first.transpose();
    system.row(0).setOnes();
    Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
    right(0) = 1.0;
    Eigen::RowVectorXd level_weight = system.colPivHouseholderQr().solve(right).transpose();
    double total = 0.0;
    double number = 0.0;
    for (int level = 0; level < levels; ++level) {
        total += level_weight.sum();
        number += level * level_weight.sum();
        level_weight = level_weight * ratio[static_cast<std::size_t>(level)];
    }
    return number / total;
}

}  // namespace

TEST_CASE("sites are up for the share that failure and repair leave", "[oracle][losses]") {
    // Three sites, 90 h up and 10 h down in the mean: 0.9 each, 0.729 all of them, for 2,000 d in 20 runs.
    Scenario scenario = testing::one_site(1, 1h);
    FailureEvent event = each_exponential(90.0 * 3600.0, 10.0 * 3600.0);
    for (int i = 0; i < 2; ++i) {
        Site site = scenario.sites[SiteId{0}];
        site.name = site.key = "s" + std::to_string(i);
        scenario.sites.add(site);
    }
    for (SiteId const s : scenario.sites.keys())
        event.assets.push_back(Asset::of(s));
    scenario.events.add(event);
    scenario.horizon = 24h * 2000;
    scenario.drain_limit = scenario.horizon;
    Moments one, all;
    for (std::uint64_t run = 0; run < 20; ++run) {
        std::vector<bool> up(3, true);
        SimTime before;
        double one_s = 0.0;
        double all_s = 0.0;
        auto const count = [&](SimTime until) {
            double const span = in_seconds(until - before).count();
            one_s += up[0] ? span : 0.0;
            all_s += up[0] && up[1] && up[2] ? span : 0.0;
            before = until;
        };
        SimTime const end{scenario.horizon};
        failure::CapacityTimeline const timeline{scenario, engine::RandomSource{1, run}};
        for (auto const& change : timeline.all()) {
            count(std::min(change.when, end));
            up[change.asset.index] = change.left == 1.0;
        }
        count(end);
        one.add(one_s / in_seconds(scenario.horizon).count());
        all.add(all_s / in_seconds(scenario.horizon).count());
    }
    CHECK(one.mean() == Approx(0.9).margin(4.0 * one.standard_deviation() / std::sqrt(20.0)));
    CHECK(all.mean() == Approx(0.729).margin(4.0 * all.standard_deviation() / std::sqrt(20.0)));
    CHECK(one.mean() == Approx(0.9).epsilon(0.01));
}

TEST_CASE("the chain of an M/M/1 queue with breakdowns agrees with its closed form", "[oracle][losses]") {
    // White and Christie, Queuing with preemptive priorities or with breakdown, Operations Research 6, 1958:
    // L = l ((x + y)^2 + m x) / ((x + y) (y m - l (x + y))).
    double const l = 0.5, m = 1.0, x = 0.05, y = 0.4;
    double const closed = l * ((x + y) * (x + y) + m * x) / ((x + y) * (y * m - l * (x + y)));
    CHECK(mean_number(l, m, x, y, 1) == Approx(closed).epsilon(1e-6));
    // Without breakdowns M/M/2: L = 2 r / (1 - r^2), r = l / (2 m).
    double const r = 0.8 / 2.0;
    CHECK(mean_number(0.8, 1.0, 0.0, 1.0, 2) == Approx(2.0 * r / (1.0 - r * r)).epsilon(1e-6));
}

TEST_CASE("a queue whose servers break down is as long as the chain says", "[oracle][losses]") {
    // Three pools of one accelerator, an hour of work, 1.6 jobs an hour; up 20 h, repaired in 4 h. Jobs go on where they
    // stopped, but for a second.
    Scenario scenario = testing::one_site(1, 1h);
    for (int i = 1; i < 3; ++i)
        scenario.pools.add(
            {"p" + std::to_string(i), "p" + std::to_string(i), SiteId{0}, AcceleratorId{0}, 1, 1});
    FailureEvent event = each_exponential(20.0 * 3600.0, 4.0 * 3600.0);
    for (PoolId const p : scenario.pools.keys())
        event.assets.push_back(Asset::of(p));
    scenario.events.add(event);
    WorkloadClass& c = scenario.classes[work];
    c.runtime.shape = Exponential{3600.0};
    c.arrivals.rate = PerSecond{1.6 / 3600.0};
    c.checkpoint = 1s;
    c.checkpoints = CheckpointPlace::remote;
    scenario.warmup = 24h * 10;
    scenario.horizon = 24h * 710;
    Moments turnaround_s;
    for (std::uint64_t run = 0; run < 12; ++run) {
        scenario.run = run;
        turnaround_s.add(testing::play(scenario).classes[work].turnaround_s.mean());
    }
    double const expected_s = mean_number(1.6, 1.0, 1.0 / 20.0, 1.0 / 4.0, 3) / 1.6 * 3600.0;
    double const error = turnaround_s.standard_deviation() / std::sqrt(12.0);
    CAPTURE(error, expected_s);
    CHECK(turnaround_s.mean() == Approx(expected_s).margin(4.0 * error));
    CHECK(turnaround_s.mean() == Approx(expected_s).epsilon(0.03));
}

TEST_CASE("a job at a site that fails takes the time of Daly's closed form", "[oracle][losses]") {
    // 20 stretches of 30 min, 60 s a checkpoint, 5 min of restart; the site is lost every 2 h in the mean, for an instant.
    Scenario scenario = testing::one_site(1, 10h);
    FailureEvent event = each_exponential(7200.0, 1.0);
    event.assets = {Asset::of(SiteId{0})};
    event.repair.reset();
    event.duration = 1ns;
    scenario.events.add(event);
    WorkloadClass& c = scenario.classes[work];
    c.on_failure = FailureRule::wait;
    c.checkpoint = 30min;
    c.checkpoint_write = 60s;
    c.restart = 5min;
    testing::list_job(scenario, 0h);
    scenario.drain_limit = 24h * 100;
    Moments took_s;
    constexpr int runs = 3000;
    for (std::uint64_t run = 0; run < runs; ++run) {
        scenario.run = run;
        auto const ledger = testing::play(scenario);
        REQUIRE(ledger.classes[work].completed == 1);
        took_s.add(ledger.classes[work].turnaround_s.mean());
    }
    double const expected_s = mean_time_with_interruptions_s(19.0 * 1800.0, 1800.0, 60.0, 300.0, 7200.0) +
                              mean_time_with_interruptions_s(1800.0, 1800.0, 0.0, 300.0, 7200.0);
    double const error = took_s.standard_deviation() / std::sqrt(static_cast<double>(runs));
    CAPTURE(error);
    CHECK(took_s.mean() == Approx(expected_s).margin(4.0 * error));
}
