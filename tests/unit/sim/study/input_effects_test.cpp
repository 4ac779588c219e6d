#include "sim/study/input_effects.hpp"

#include <cmath>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/variance_shares.hpp"
#include "sim/report/summary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"
#include "tests/support/known_functions.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/study/summary_column.hpp"

using namespace meridian;
using study::DesignKind;
using testing::Ishigami;
using testing::TemporaryFolder;

namespace {

using Cells = testing::CsvRecord;

std::vector<Cells> rows_of(std::string const& file) {
    return testing::csv_records(testing::read_file(file));
}

double number(Cells const& row, std::string const& column) {
    return std::stod(row.at(column));
}

std::vector<std::optional<double>> ishigami(Sample const& sample) {
    std::vector<std::optional<double>> all;
    for (auto const& x : sample)
        all.emplace_back(Ishigami::value(x));
    return all;
}

std::vector<Cells> table_of(DesignKind design, Sample const& sample,
                            std::vector<std::optional<double>> outputs, std::string const& file) {
    TemporaryFolder const folder;
    study::EffectTables effects;
    effects.add({design, "inputs", {"u", "v", "w"}, &sample}, {"cost", "far", "near", std::move(outputs)},
                0.95);
    effects.write(meridian::system::Folder::open(folder.path()), {});
    std::size_t files = 0;
    for ([[maybe_unused]] auto const& entry : std::filesystem::directory_iterator{folder.path()})
        ++files;
    CHECK(files == 1);
    return rows_of(folder.file(file));
}

}  // namespace

TEST_CASE("shares of the variance are reported each input, and what is missing is left out", "[study]") {
    auto const sample = variance_share_points(1023, 3);
    auto outputs = ishigami(sample);
    outputs[5 * 10 + 3].reset();  // takes the eleventh block of five with it
    outputs[0] = std::nan("");
    auto const rows = table_of(DesignKind::saltelli, sample, std::move(outputs), "variance_shares.csv");
    REQUIRE(rows.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(rows[i].at("input") == std::string(1, "uvw"[i]));
        CHECK(rows[i].at("alternative") == "far");
        CHECK(rows[i].at("against") == "near");
        CHECK(rows[i].at("rows") == "1021");
        CHECK(number(rows[i], "variance") == Approx(Ishigami::variance()).epsilon(0.02));
        CHECK(number(rows[i], "first") == Approx(Ishigami::first()[i]).margin(0.02));
        CHECK(number(rows[i], "total") == Approx(Ishigami::total()[i]).margin(0.02));
        CHECK(number(rows[i], "total_low") <= Ishigami::total()[i] + 0.02);
        CHECK(number(rows[i], "total_high") >= Ishigami::total()[i] - 0.02);
    }
}

TEST_CASE("an emulator is reported with its error on points that it has not seen", "[study][many_runs]") {
    auto const sample = latin_hypercube(400, 3, testing::bits_of(11));
    auto const rows = table_of(DesignKind::latin_hypercube, sample, ishigami(sample), "emulator.csv");
    REQUIRE(rows.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(number(rows[i], "held_back_r_squared") > 0.98);
        CHECK(number(rows[i], "held_back_error") < 0.15 * std::sqrt(Ishigami::variance()));
        CHECK(number(rows[i], "total") == Approx(Ishigami::total()[i]).margin(0.03));
    }
}

// f = 3 u - 2 v: whatever the rest is, each effect is the coefficient; nine trajectories are left of ten.
TEST_CASE("effects of a sum are its coefficients", "[study]") {
    auto const sample = morris_trajectories(10, 3, 4, testing::bits_of(5));
    std::vector<std::optional<double>> outputs;
    for (auto const& x : sample)
        outputs.emplace_back(3.0 * x[0] - 2.0 * x[1]);
    outputs.back().reset();
    auto const rows = table_of(DesignKind::morris, sample, std::move(outputs), "effects.csv");
    REQUIRE(rows.size() == 3);
    double const effects[]{3.0, -2.0, 0.0};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(rows[i].at("trajectories") == "9");
        CHECK(number(rows[i], "effect") == Approx(effects[i]).margin(1e-12));
        CHECK(number(rows[i], "absolute") == Approx(std::fabs(effects[i])).margin(1e-12));
        CHECK(number(rows[i], "spread") == Approx(0.0).margin(1e-12));
    }
}

TEST_CASE("what too few rows say is not reported", "[study]") {
    TemporaryFolder const folder;
    testing::write_file(folder.file("emulator.csv"), "of an earlier study\n");
    study::EffectTables effects;
    auto const nine = latin_hypercube(9, 1, testing::bits_of(1));
    effects.add({DesignKind::sobol, "axes", {"x"}, &nine},
                {"cost", "a", "", std::vector<std::optional<double>>(9, 1.0)}, 0.95);
    auto const one = variance_share_points(1, 1);
    effects.add({DesignKind::saltelli, "axes", {"x"}, &one},
                {"cost", "a", "", std::vector<std::optional<double>>(3, 1.0)}, 0.95);
    effects.write(meridian::system::Folder::open(folder.path()), {});
    CHECK(std::filesystem::is_empty(folder.path()));
}

namespace {

// Layouts a and b, two policies, a range x, and a future of two kinds that both are drawn.
//   cost = 10 + 4 x + 2 wild of a, 8 + 5 x + 2 wild of b; the second policy costs 1 more; runs add 0, 1
study::Results drawn_results(DesignKind design, Sample coordinates) {
    study::Study s;
    s.name = "By hand";
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}}, {}, {}, {}},
              {"policy", study::Role::response, {{"plain", {}}, {"poor", {}}}, {}, {}, {}},
              {"x", study::Role::future, {}, {}, {}, {}},
              {"weather", study::Role::future, {{"calm", {}}, {"wild", {}}}, {}, {}, {}}};
    s.baseline = {{0, 0, 0, 0}};
    s.design = design;
    s.replications = {2, 2, {}, true, {}};
    s.metrics = {{"cost_cny_total", testing::column_of("cost_cny_total"), false}};
    s.drawn = study::Drawn{{2, 3}, coordinates, {}};
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t r = 0; r < coordinates.size(); ++r) {
        s.axes[2].levels.push_back({fmt::format("{}", r), {}});
        std::size_t const wild = coordinates[r][1] < 0.5 ? 0 : 1;
        s.drawn->points.push_back({{0, 0, r, wild}});
        for (std::size_t layout = 0; layout < 2; ++layout) {
            for (std::size_t policy = 0; policy < 2; ++policy) {
                s.points.push_back({{layout, policy, r, wild}});
                keys.push_back(fmt::format("{:032x}", keys.size()));
                for (std::int64_t run = -1; run < 2; ++run) {
                    study::Row row;
                    row.key = keys.back();
                    row.run = run;
                    row.figures.assign(report::summary_keys().size(),
                                       std::numeric_limits<double>::quiet_NaN());
                    double const x = coordinates[r][0];
                    row.figures[testing::column_of("cost_cny_total")] =
                        (layout == 0 ? 10.0 + 4.0 * x : 8.0 + 5.0 * x) + 2.0 * static_cast<double>(wild) +
                        static_cast<double>(policy) + static_cast<double>(run);
                    rows.add(std::move(row));
                }
            }
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

}  // namespace

// Of a: x moves it by 4, weather by 2. Of the difference b - a: x by 1, weather by nothing.
TEST_CASE("axes of a sampled design are inputs of every alternative and of its difference", "[study]") {
    // By Morris with two levels, coordinates are 0 and 1.
    auto const results = drawn_results(DesignKind::morris, morris_trajectories(6, 2, 2, testing::bits_of(3)));
    TemporaryFolder const folder;
    study::EffectTables effects;
    study::add_axis_effects(results, effects);
    effects.write(meridian::system::Folder::open(folder.path()), {});
    auto const rows = rows_of(folder.file("effects.csv"));
    struct Expected {
        char const *alternative, *against, *input;
        double effect;
    };
    Expected const expected[]{{"a", "", "x", 4.0},  {"a", "", "weather", 2.0},
                              {"b", "", "x", 5.0},  {"b", "", "weather", 2.0},
                              {"b", "a", "x", 1.0}, {"b", "a", "weather", 0.0}};
    REQUIRE(rows.size() == std::size(expected));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i].at("over") == "axes");
        CHECK(rows[i].at("alternative") == expected[i].alternative);
        CHECK(rows[i].at("against") == expected[i].against);
        CHECK(rows[i].at("input") == expected[i].input);
        CHECK(number(rows[i], "effect") == Approx(expected[i].effect).margin(1e-12));
        CHECK(number(rows[i], "spread") == Approx(0.0).margin(1e-12));
    }
}

// Variance of 4 x is 16 / 12, of 2 wild 4 / 4: shares 4/7 and 3/7 of a; of b 25/37 and 12/37.
TEST_CASE("axes share the variance", "[study]") {
    auto const results = drawn_results(DesignKind::saltelli, variance_share_points(255, 2));
    TemporaryFolder const folder;
    study::EffectTables effects;
    study::add_axis_effects(results, effects);
    effects.write(meridian::system::Folder::open(folder.path()), {});
    auto const rows = rows_of(folder.file("variance_shares.csv"));
    REQUIRE(rows.size() == 6);
    double const shares[]{4.0 / 7.0, 3.0 / 7.0, 25.0 / 37.0, 12.0 / 37.0, 1.0, 0.0};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(number(rows[i], "first") == Approx(shares[i]).margin(0.02));
        CHECK(number(rows[i], "total") == Approx(shares[i]).margin(0.02));
    }
}
