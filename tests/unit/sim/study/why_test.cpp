#include "sim/study/why.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <utility>

#include "sim/report/summary.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/value_range.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using study::NamedFigure;
using study::Row;

namespace {

constexpr double year_s = 365.0 * 86'400.0;

void set(Row& row, std::string_view key, double value) {
    row.figures[study::metric_of(key).value().column] = value;
}

// A run over one year with these costs; what is lost has a price of its own for each part.
Row a_run(std::vector<std::pair<std::string_view, double>> const& figures, std::vector<NamedFigure> lost) {
    Row row;
    row.figures.assign(report::summary_keys().size(), 0.0);
    set(row, "window_s", year_s);
    for (auto const& [key, value] : figures)
        set(row, key, value);
    row.parts = std::move(lost);
    return row;
}

double value_of(std::vector<NamedFigure> const& parts, std::string_view name) {
    for (NamedFigure const& part : parts) {
        if (part.name == name) return part.value;
    }
    FAIL("no part " << name);
    return 0.0;
}

// Of parts of the difference, without volumes.
double sum_of(std::vector<NamedFigure> const& parts) {
    double sum = 0.0;
    for (NamedFigure const& part : parts)
        sum += part.name.starts_with("volume:") ? 0.0 : part.value;
    return sum;
}

}  // namespace

TEST_CASE("the parts of a difference by hand", "[study][value]") {
    // Electricity E U P: 100 kWh x 1.2 x 0.5 = 60 against 80 x 1.5 x 0.4 = 48 CNY, 12 apart:
    //   E  20 (2 x 0.6 + 1.2 x 0.4 + 1.5 x 0.5 + 2 x 0.6) / 6 = 20 x 3.63 / 6 = 12.1
    //   U -0.3 (2 x 50 + 40 + 40 + 2 x 32) / 6 = -0.3 x 244 / 6 = -12.2
    //   P  0.1 (2 x 120 + 150 + 96 + 2 x 120) / 6 = 0.1 x 726 / 6 = 12.1
    // Capital 30 less, and 7 of batch work rejected where the other lost 2 of chat late.
    Row const a = a_run({{"energy_kwh_it", 100.0},
                         {"energy_kwh_overhead", 20.0},
                         {"cost_cny_energy", 60.0},
                         {"cost_cny_capital", 970.0}},
                        {{"lost:batch:rejected:full", 7.0}});
    Row const b = a_run({{"energy_kwh_it", 80.0},
                         {"energy_kwh_overhead", 40.0},
                         {"cost_cny_energy", 48.0},
                         {"cost_cny_capital", 1000.0}},
                        {{"lost:chat:late:", 2.0}});
    auto const parts = study::parts_of_difference(a, b);
    CHECK(value_of(parts, "cost:electricity: volume") == Approx(12.1));
    CHECK(value_of(parts, "cost:electricity: PUE") == Approx(-12.2));
    CHECK(value_of(parts, "cost:electricity: price") == Approx(12.1));
    CHECK(value_of(parts, "cost:capital") == Approx(-30.0));
    CHECK(value_of(parts, "lost:batch:rejected:full") == Approx(7.0));
    CHECK(value_of(parts, "lost:chat:late:") == Approx(-2.0));
    CHECK(sum_of(parts) == Approx(12.0 - 30.0 + 7.0 - 2.0));
    CHECK(value_of(parts, "volume:IT energy") == Approx(20.0));
}

TEST_CASE("without net cost there is nothing to explain", "[study][value]") {
    Row a = a_run({}, {});
    set(a, "net_cost_cny", std::numeric_limits<double>::quiet_NaN());
    CHECK(study::parts_of_difference(a, a_run({}, {})).empty());
}

TEST_CASE("the parts add up to the difference of net cost", "[study][value]") {
    std::mt19937_64 bits{4711};
    std::uniform_real_distribution<double> amount{0.0, 1e9};
    constexpr std::array keys{"cost_cny_capital", "cost_cny_operations", "cost_cny_network",
                              "cost_cny_carbon",  "cost_cny_green",      "cost_cny_energy"};
    auto const draw = [&](double& net) {
        std::vector<std::pair<std::string_view, double>> figures{{"energy_kwh_it", amount(bits)},
                                                                 {"energy_kwh_overhead", amount(bits)}};
        std::vector<NamedFigure> lost;
        net = 0.0;
        for (std::string_view const key : keys) {
            figures.emplace_back(key, amount(bits));
            net += figures.back().second;
        }
        for (int i = 0; i < 3; ++i) {
            if (bits() % 2 == 0) continue;
            lost.push_back({"lost:work " + std::to_string(i) + ":rejected:why", amount(bits)});
            net += lost.back().value;
        }
        return a_run(figures, lost);
    };
    for (int round = 0; round < 200; ++round) {
        double net_a = 0.0;
        double net_b = 0.0;
        Row const a = draw(net_a);
        Row const b = draw(net_b);
        CHECK(std::fabs(sum_of(study::parts_of_difference(a, b)) - (net_a - net_b)) < 1e-9 * (net_a + net_b));
    }
}

namespace {

// Two layouts over three runs of a year. "cheap" costs 100 and leaves 50 h unserved, "dear" 160, 150, 170 and 10, 12,
// 8 h; their work is worth 2 CNY/h. By price v: 100 + 50 v = 160 + 10 v at v = 60 / 40 = 1.5; by factor: at 0.75.
study::Results two_layouts() {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {{"cheap", {}}, {"dear", {}}}, {}, {}, {}}};
    s.baseline = {{0}};
    s.replications = {3, 3, {}, true, {}};
    s.metrics = {study::metric_of("net_cost_cny_per_year").value()};
    std::vector<std::string> keys;
    study::Rows rows;
    double const cost[2][3]{{100.0, 100.0, 100.0}, {160.0, 150.0, 170.0}};
    double const unserved[2][3]{{50.0, 50.0, 50.0}, {10.0, 12.0, 8.0}};
    for (std::size_t l = 0; l < 2; ++l) {
        s.points.push_back({{l}});
        keys.push_back("key" + std::to_string(l));
        for (std::int64_t run = 0; run < 3; ++run) {
            Row row = a_run({}, {});
            row.key = keys.back();
            row.run = run;
            auto const r = static_cast<std::size_t>(run);
            double const lost = 2.0 * unserved[l][r];
            set(row, "cost_cny_total", cost[l][r]);
            set(row, "cost_cny_capital", cost[l][r]);
            set(row, "accelerator_hours_unserved", unserved[l][r]);
            set(row, "value_lost_cny", lost);
            set(row, "net_cost_cny", cost[l][r] + lost);
            set(row, "net_cost_cny_per_year", cost[l][r] + lost);
            row.parts = {{"lost:work:rejected:full", lost}};
            rows.add(row);
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

}  // namespace

TEST_CASE("over which values of unserved work each layout is best", "[study][value]") {
    auto const results = two_layouts();
    auto const ranges = study::value_ranges(results, study::RuleFindings{results});
    REQUIRE(ranges.size() == 4);
    CHECK(ranges[0].alternative == "cheap");
    CHECK(ranges[0].from == 0.0);
    CHECK(ranges[0].to == Approx(1.5));
    CHECK(ranges[1].alternative == "dear");
    CHECK(ranges[1].from == Approx(1.5));
    CHECK(std::isinf(ranges[1].to));
    REQUIRE(ranges[1].from_interval);
    CHECK(ranges[1].from_interval->holds(1.5));
    CHECK(ranges[3].from == Approx(0.75));
}

TEST_CASE("why one layout is dearer than the other", "[study][value]") {
    // 60 more of capital, 80 less of work lost: 20 less in all.
    auto const results = two_layouts();
    auto const rows = study::why_rows(results, study::best_responses(results));
    REQUIRE(rows.size() > 2);
    CHECK(rows[0].part == "work");
    CHECK(rows[0].outcome == "rejected");
    CHECK(rows[0].obstacle == "full");
    CHECK(rows[0].difference.mean == Approx(-80.0));
    CHECK(rows[1].part == "capital");
    CHECK(rows[1].difference.mean == Approx(60.0));
    CHECK(rows[1].difference.interval->holds(60.0));
}
