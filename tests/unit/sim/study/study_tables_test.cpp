#include "sim/study/study_tables.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/app/vocabulary.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/glossary.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/play.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;

namespace {

// As a study file names them: two axes, two metrics.
study::Study declared_study() {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}}, {}, {}, {}},
              {"a,b", study::Role::response, {{"plain", {}}}, {}, {}, {}}};
    s.metrics = {{"cost_cny_total", 0, false}, {"slo_attainment", 0, true}};
    return s;
}

std::string head_of(std::string_view table, study::Study const& study) {
    auto const all = study::study_tables();
    auto const found = std::ranges::find(all, table, &study::StudyTableText::name);
    REQUIRE(found != all.end());
    return study::csv_head(study::bound_columns(*found, study));
}

}  // namespace

TEST_CASE("tables of studies have names of their own, and columns with terms", "[study][tables]") {
    std::set<std::string_view> names;
    for (study::StudyTableText const& table : study::study_tables()) {
        CAPTURE(table.name);
        CHECK(names.insert(table.name).second);
        CHECK_FALSE(table.row.empty());
        std::set<std::string_view> keys;
        for (study::ColumnText const& column : table.columns) {
            CAPTURE(column.key);
            CHECK(keys.insert(column.key).second);
            bool const is_repeated = column.key.starts_with('<');
            CHECK(is_repeated ==
                  (column.of == study::ColumnOf::axis || column.of == study::ColumnOf::metric ||
                   column.of == study::ColumnOf::figure));
            if (is_repeated)
                CHECK_FALSE(column.meaning.empty());
            else
                CHECK(report::column_term(column.key).has_value());
        }
    }
    CHECK(names.size() == 34);
}

TEST_CASE("columns of axes and metrics come once for each of them, columns of rules where there are rules",
          "[study][tables]") {
    study::Study s = declared_study();
    CHECK(head_of("points", s) ==
          "point,layout,\"a,b\",key,runs,failed,"
          "cost_cny_total,cost_cny_total_low,cost_cny_total_high,cost_cny_total_static,"
          "slo_attainment,slo_attainment_low,slo_attainment_high,slo_attainment_static\n");
    CHECK(head_of("pareto", s) == "future,alternative,response,cost_cny_total,slo_attainment,dominated_by\n");
    s.rules.emplace_back();
    CHECK(head_of("pareto", s) ==
          "future,alternative,response,cost_cny_total,slo_attainment,dominated_by,ruled_out\n");
    std::string const runs = head_of("runs", s);
    CHECK(runs.starts_with("point,run,jobs_arrived,"));
    CHECK(static_cast<std::size_t>(std::ranges::count(runs, ',')) == 1 + report::summary_keys().size());
}

TEST_CASE("a study has the tables for which it has what they need", "[study][tables]") {
    using enum study::TableNeeds;
    study::Study s = declared_study();
    for (auto const needs :
         {rules, selection, budget, inputs, sensitivity, removed_sites, added_sites, losses})
        CHECK_FALSE(study::is_met(needs, s));
    CHECK(study::is_met(nothing, s));
    CHECK(study::is_met(rows, s));
    s.axes[1].role = study::Role::removed;
    s.budget.emplace();
    CHECK(study::is_met(removed_sites, s));
    CHECK_FALSE(study::is_met(added_sites, s));
    CHECK(study::is_met(budget, s));
}

TEST_CASE("tables that a study does not define any more are removed", "[study][tables]") {
    testing::TemporaryFolder const folder;
    for (char const* const file : {"tornado.csv", "rules.csv", "effects.csv", "points.csv", "mine.csv"})
        testing::write_file(folder.file(file), "x\n");
    auto const removed =
        study::remove_undefined_tables(system::Folder::open(folder.path()), declared_study());
    CHECK(removed == std::vector<std::string>{"tornado.csv", "rules.csv"});
    CHECK_FALSE(std::filesystem::exists(folder.file("rules.csv")));
    CHECK(std::filesystem::exists(folder.file("effects.csv")));
    CHECK(std::filesystem::exists(folder.file("mine.csv")));
}

TEST_CASE("every table that a study writes is declared, and has the declared columns", "[study][tables]") {
    testing::SmallStudy const files;
    auto const reading = study::read_study(files.file("study.yaml"));
    REQUIRE(reading.study);
    study::Study const& of = *reading.study;
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{of, vocabulary};
    auto const plan = study::make_plan(of, reader, 1, [] { return true; });
    study::Results results{of, plan.keys, {}};
    for (std::size_t p = 0; p < of.points.size(); ++p) {
        auto scenario = reader.read(of.points[p]).scenario.value();
        for (std::int64_t run = study::static_run; run < 4; ++run)
            results.add(study::play(scenario, plan.keys[p], run));
    }
    results.decide();
    REQUIRE(results.complete());
    testing::TemporaryFolder const out;
    auto const folder = system::Folder::open(out.path());
    study::write_study_tables(folder, results, reader);
    study::write_certainty(folder, results, nullptr, reader);
    std::set<std::string> written;
    for (auto const& entry : std::filesystem::directory_iterator{out.path()})
        written.insert(entry.path().filename().string());
    CHECK(written.erase("results.sqlite") == 1);
    CHECK(written.size() == 18);
    for (study::StudyTableText const& table : study::study_tables()) {
        if (written.erase(table.file()) == 0) continue;
        CAPTURE(table.name);
        std::string const text = testing::read_file(out.file(table.file()));
        CHECK(text.substr(0, text.find('\n') + 1) == study::csv_head(study::bound_columns(table, of)));
        CHECK((text.ends_with('\n') && !text.ends_with("\n\n")));
    }
    CHECK(written.empty());
}

TEST_CASE("a table in memory is what its file reads back as", "[study][tables]") {
    study::Study s = declared_study();
    Interval const interval{1.0, 2.5};
    study::Comparison baseline;
    baseline.metric = s.metrics[0];
    baseline.future = "calm";
    baseline.alternative = "a, the first";
    baseline.response = "plain";
    baseline.points = {0};
    baseline.own = {2, 1.5, 0.5, interval};
    baseline.verdict = study::Verdict::is_baseline;
    study::Comparison other = baseline;
    other.alternative = "b";
    other.verdict = study::Verdict::worse;
    other.difference.difference = {2, 0.25, 0.5, std::nullopt};
    other.difference.p_value = 0.125;
    std::vector const rows{baseline, other};
    auto const table = study::result_table(study::comparison_table, rows, s);
    auto const read = report::parse_table(study::csv(study::comparison_table, rows, s), "comparison.csv");
    CHECK(table.columns == read.columns);
    REQUIRE(table.rows.size() == 2);
    for (report::ResultColumn const& column : table.columns) {
        CAPTURE(column.key);
        for (std::size_t i = 0; i < 2; ++i)
            CHECK(table.written(table.rows[i], column.key) == read.written(read.rows[i], column.key));
    }
    // The baseline does not differ from itself; one difference has no interval.
    CHECK(table.cell(table.rows[0], "difference").empty());
    CHECK(table.figure(table.rows[1], "difference") == 0.25);
    CHECK(table.cell(table.rows[1], "difference_low").empty());
    CHECK(table.figure(table.rows[1], "low") == 1.0);
    CHECK(table.figure(table.rows[1], "p") == 0.125);
    CHECK(table.cell(table.rows[0], "runs").whole() == 2);
    CHECK(table.text(table.rows[1], "verdict") == "worse");
}
