#include "sim/study/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "models/statistics/moments.hpp"
#include "models/statistics/student_t.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"
#include "tests/unit/sim/study/summary_column.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

class Patient final : public study::SweepMonitor {
public:
    [[nodiscard]] bool keep_going(study::SweepProgress const& /*progress*/) override { return true; }
};

}  // namespace

TEST_CASE("a break-even value and its interval against the closed form", "[study][many_runs]") {
    // Near pays 0.6 CNY/kWh; far pays p and 1.6 CNY a day more for its hall. The same jobs take E kWh at both
    // in the 23 h of the window, so a run's difference is
    //     D = E (p - 0.6) + c,  c = 1.6 x 23 / 24 = 1.53333 CNY
    // and its mean is zero at p = 0.6 - c / mean(E). The interval's ends, mean(D) -+ t sd(D) / sqrt(n) with
    // sd(D) = sd(E) |p - 0.6|, are zero at p = 0.6 - c / (mean(E) +- t sd(E) / sqrt(n)).
    SmallStudy const files;
    files.change("study.yaml", "  - {name: load, role: future, path: future.scale.work, values: [1, 1.5]}\n",
                 "");
    files.change("study.yaml", ", least_loaded", "");
    files.change(
        "study.yaml", "replications: 4",
        "replications: 6\nmetrics: [cost_cny_total]\n"
        "inputs:\n"
        "  - {name: price, path: tariffs.cheap.price, low: 0.1 CNY/kWh, high: 0.9 CNY/kWh, grade: K}\n"
        "  - {name: carbon, path: carbon_price, low: 0 CNY/t, high: 100 CNY/t}\n"
        "sensitivity: {replications: 6, sample: 10, against: [far]}");
    files.change("base.yaml", "rate: 60 /d", "rate: 12 /d");  // few jobs, so that E varies
    auto const reading = study::read_study(files.file("study.yaml"));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{*reading.study, vocabulary};
    auto const plan = study::make_plan(*reading.study, reader, 2, [] { return true; });
    REQUIRE(plan.problems.empty());
    std::filesystem::create_directory(files.file("out"));
    Patient monitor;
    auto outcome = study::sweep(*reading.study, plan, reader, {files.file("out"), 2, {}}, monitor);
    auto const no_more_runs = [](auto const&) -> bool {
        FAIL("a run that is there was asked for again");
        return false;
    };
    auto const found = study::find_sensitivity(*reading.study, reader, *outcome.results, no_more_runs);

    Moments energy;
    for (double const kwh : outcome.results->figures(0, testing::column_of("energy_kwh_it")))
        energy.add(kwh);
    REQUIRE(energy.count() == 6);
    double const c = 1.6 * 23.0 / 24.0;
    double const spread = half_width(energy, 0.95).value();
    REQUIRE(found.break_evens.size() == 2);
    auto const& price = found.break_evens[0];
    CAPTURE(energy.mean(), spread);
    REQUIRE(price.value);
    CHECK(*price.value == Approx(0.6 - c / energy.mean()).epsilon(1e-9));
    CHECK(price.less_at_low);
    REQUIRE(price.low);
    REQUIRE(price.high);
    CHECK(*price.low == Approx(0.6 - c / (energy.mean() - spread)).epsilon(1e-6));
    CHECK(*price.high == Approx(0.6 - c / (energy.mean() + spread)).epsilon(1e-6));
    // Carbon is the same at both: it cannot turn the verdict.
    CHECK_FALSE(found.break_evens[1].value);
    CHECK_FALSE(found.break_evens[1].low);

    // The tornado: the wider input first; at the ends D = E (0.1 - 0.6) + c and E (0.9 - 0.6) + c.
    REQUIRE(found.swings.size() == 2);
    CHECK(found.swings[0].input == "price");
    CHECK(found.swings[0].at_low.mean == Approx(-0.5 * energy.mean() + c));
    CHECK(found.swings[0].at_high.mean == Approx(0.3 * energy.mean() + c));
    CHECK(found.swings[1].at_high.mean - found.swings[1].at_low.mean == Approx(0.0).margin(1e-9));

    // Over inputs: one price in each tenth of the range. Far is better below p* on average.
    REQUIRE(found.spreads.size() == 1);
    auto const& inputs = found.spreads[0];
    CHECK(inputs.points == 10);
    CHECK(inputs.interval.low < inputs.seeds.interval->low);
    CHECK(inputs.interval.high > inputs.seeds.interval->high);
    double const below = (0.6 - c / energy.mean() - 0.1) / 0.8;
    CHECK(std::fabs(inputs.better_share - below) <= 0.1);
    CHECK(std::filesystem::exists(files.file("out/break_even.csv")));
    CHECK(std::filesystem::exists(files.file("out/tornado.csv")));
    CHECK(std::filesystem::exists(files.file("out/input_interval.csv")));
}
