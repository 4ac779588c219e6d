#include "sim/study/play.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <new>

#include <fmt/format.h>

#include "sim/report/static_estimate.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/run_parts.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

double value_of(report::Figure const& figure) {
    if (auto const* whole = std::get_if<std::int64_t>(&figure)) return static_cast<double>(*whole);
    auto const* const real = std::get_if<double>(&figure);
    return real != nullptr ? *real : absent;
}

std::vector<double> estimated(Scenario const& scenario) {
    auto const estimate = report::static_estimate(scenario).figures;
    std::vector<double> figures;
    for (report::SummaryKey const& key : report::summary_keys()) {
        auto const found = std::ranges::find(estimate, key.name, &report::StaticFigures::value_type::first);
        figures.push_back(found == estimate.end() ? absent : found->second);
    }
    return figures;
}

void simulate(world::World& world, Scenario const& scenario, Row& row) {
    static_cast<void>(world.run());
    auto ledger = world.ledger();
    report::Facts const facts{scenario, ledger};
    report::audit_figures(facts, ledger);
    for (observe::AuditRow const& law : ledger.audit) {
        if (!law.holds()) row.failure = fmt::format("a law does not hold: {}", law.law.key);
    }
    // Its figures would be those of two policies.
    for (PluginFailure const& failure : ledger.plugin_failures)
        row.failure = fmt::format("policy '{}' failed: {}", failure.policy, failure.why);
    for (report::SummaryKey const& key : report::summary_keys())
        row.figures.push_back(value_of(key.compute(facts)));
    row.parts = run_parts(facts);
}

// What `work` makes of a row.
Row row_of(std::string const& key, std::int64_t run, std::function<void(Row&)> const& work) {
    Row row;
    row.key = key;
    row.run = run;
    auto const begun = Clock::now();
    try {
        work(row);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& fault) {
        row.failure = fault.what();
    }
    row.wall_s = seconds_since(begun);
    return row;
}

class ProgressMeter final : public world::Monitor {
public:
    ProgressMeter(Duration horizon, double seconds) : horizon_{horizon}, seconds_{seconds} {}

    [[nodiscard]] bool keep_going(SimTime now, std::uint64_t /*events*/) override {
        share_ = std::min(1.0, in_seconds(now).count() / in_seconds(horizon_).count());
        return seconds_since(begun_) < seconds_;
    }
    [[nodiscard]] double share() const { return share_; }
    [[nodiscard]] double spent() const { return seconds_since(begun_); }

private:
    Duration horizon_;
    double seconds_;
    double share_{0.0};
    Clock::time_point begun_{Clock::now()};
};

}  // namespace

Row play(Scenario& scenario, std::string const& key, std::int64_t run) {
    return row_of(key, run, [&](Row& row) {
        if (run == static_run) {
            row.figures = estimated(scenario);
            return;
        }
        scenario.run = static_cast<std::uint64_t>(run);
        world::World world{scenario, {}};
        simulate(world, scenario, row);
    });
}

Row finish(world::World& world, Scenario const& scenario, std::string const& key) {
    return row_of(key, static_cast<std::int64_t>(scenario.run),
                  [&](Row& row) { simulate(world, scenario, row); });
}

double expected_seconds(Scenario const& scenario, double seconds) {
    ProgressMeter pilot{scenario.horizon, seconds};
    world::RunOptions options;
    options.monitor = &pilot;
    world::World world{scenario, std::move(options)};
    bool const whole = world.run();
    return whole ? pilot.spent() : pilot.spent() / std::max(pilot.share(), 1e-9);
}

}  // namespace meridian::study
