// What commands print with --json: one shape, read by a parser.
#include <string>

#include "sim/scheduler/policies/registry.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

using Json = nlohmann::json;

// Of the shape that all commands share: each cell of each row is of a column.
Json printed(CommandResult const& answer, std::string const& command, int exit_code = 0) {
    INFO(answer.err);
    REQUIRE(answer.exit_code == exit_code);
    Json const all = Json::parse(answer.out);
    CHECK(all.at("command") == command);
    for (auto const& [name, rows] : all.at("tables").items()) {
        CAPTURE(name);
        for (Json const& row : rows) {
            for (auto const& [key, cell] : row.items()) {
                CAPTURE(key);
                CHECK(all.at("columns").contains(key));
                CHECK((cell.is_string() || cell.is_number()));
            }
        }
    }
    return all;
}

}  // namespace

TEST_CASE("validate prints sizes, errors with their places and fixes, and warnings as JSON") {
    TemporaryFolder const folder;
    auto const wrong = folder.file("wrong.yaml");
    write_file(wrong, "meridian: 1\nname: x\nhorizn: 3 d\n");
    auto const answer = run_meridian({"validate", triangle, wrong, "--json"});
    CHECK_THAT(answer.err, Catch::Contains("wrong.yaml:3:1: there is no key 'horizn'"));
    Json const tables = printed(answer, "validate", 2).at("tables");
    Json const& files = tables.at("files");
    REQUIRE(files.size() == 2);
    CHECK(files[0].at("kind") == "scenario");
    CHECK(files[0].at("errors") == 0);
    CHECK(files[0].at("sites") == 3);
    CHECK(files[0].at("listed_jobs") == 4);
    CHECK_FALSE(files[1].contains("sites"));
    CHECK(files[1].at("errors") == tables.at("problems").size());
    Json const& last = tables.at("problems").back();
    CHECK(last.at("severity") == "error");
    CHECK(last.at("file") == wrong);
    CHECK(last.at("line") == 3);
    CHECK(last.at("column") == 1);
    CHECK(last.at("wrong") == "there is no key 'horizn' in a scenario");
    CHECK(last.at("fix") == "did you mean 'horizon'?");
}

TEST_CASE("validate prints the points and runs of a study as JSON, status how far they are") {
    SmallStudy const files;
    auto const file = files.file("study.yaml");
    Json const checked = printed(run_meridian({"validate", file, "--json"}), "validate").at("tables");
    Json const& study = checked.at("files").at(0);
    CHECK(study.at("kind") == "study");
    CHECK(study.at("points") == 12);
    CHECK(study.at("runs_at_least") == 48);
    CHECK(study.at("runs_at_most") == 48);
    CHECK(checked.at("equal_points").empty());
    CHECK_FALSE(study.contains("runs_with_other_inputs"));

    REQUIRE(sweep(files, "out").exit_code == 0);
    Json const tables = printed(run_meridian({"status", files.file("out"), "--json"}), "status").at("tables");
    Json const& done = tables.at("progress").at(0);
    CHECK(done.at("points") == 12);
    CHECK(done.at("runs") == 48);
    CHECK(done.at("runs_done") == 48);
    CHECK(done.at("runs_left") == 0);
    CHECK(done.at("failed") == 0);
    CHECK(done.at("complete") == "yes");
    CHECK(done.at("sweep_at_work") == "no");
    CHECK(tables.at("best_so_far").at(0).at("alternative") == "far");

    files.change("study.yaml", "axes:", "axis:");
    Json const broken = printed(run_meridian({"validate", file, "--json"}), "validate", 2).at("tables");
    CHECK_FALSE(broken.at("problems").empty());
    CHECK_FALSE(broken.at("files").at(0).contains("points"));
}

TEST_CASE("run prints the figures of its summary.json and its tables, whether they are written or not") {
    TemporaryFolder const folder;
    auto const out = folder.file("out");
    CommandResult const kept = run_meridian({"run", triangle, "--json", "--out", out, "--quiet"});
    Json const all = printed(kept, "run");
    Json const summary = json_in(out + "/summary.json");
    REQUIRE(all.at("tables").at("summary").size() == 1);
    for (auto const& [key, figure] : all.at("tables").at("summary").at(0).items()) {
        CAPTURE(key);
        CHECK(summary.at(key) == figure);
    }
    CHECK(all.at("seed") == summary.at("seed"));
    CHECK(all.at("columns").at("energy_kwh_it").at("unit") == "kWh");
    CHECK(all.at("columns").at("slo_attainment").at("better") == "higher");
    CHECK(all.at("tables").at("sites").size() == 3);
    CHECK(all.at("tables").at("audit").at(0).at("holds") == "yes");
    CHECK(all.at("tables").at("absent").size() == summary.at("absent").size());
    CHECK(run_meridian({"run", triangle, "--json"}).out == kept.out);
}

TEST_CASE("screen prints a row of figures for each scenario") {
    Json const all = printed(run_meridian({"screen", triangle, "--json"}), "screen");
    Json const& rows = all.at("tables").at("static");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at("scenario") == "triangle");
    CHECK(rows[0].at("within_5ms_share_one_way").get<double>() == 1.0);
    CHECK(run_meridian({"screen", triangle, "--json", "--csv"}).exit_code == 2);
}

TEST_CASE("policies prints every one with its parameters as JSON") {
    auto const of_kind = [](Json const& rows, std::string const& kind) {
        return static_cast<std::size_t>(
            std::ranges::count_if(rows, [&](Json const& row) { return row.at("kind") == kind; }));
    };
    Json const all = printed(run_meridian({"policies", "--json"}), "policies").at("tables");
    CHECK(of_kind(all.at("components"), "policy") == scheduler::policies().size());
    Json const one = printed(run_meridian({"policies", "easy", "--json"}), "policies").at("tables");
    CHECK(of_kind(one.at("components"), "policy") == 0);
    CHECK(of_kind(one.at("components"), "discipline") == 1);
    Json const& depth = one.at("parameters").at(0);
    CHECK(depth.at("component") == "easy");
    CHECK(depth.at("name") == "depth");
    CHECK(depth.at("least") == 1.0);
    CHECK(depth.at("most") == 1e6);
    CHECK(depth.at("default") == "1000");
    CHECK(one.at("parameters").at(1).at("one_of") == "machines count");
    CHECK(run_meridian({"policies", "eazy", "--json"}).exit_code == 2);
}

TEST_CASE("compare prints the tables of a study as JSON, with the figures of its files") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    Json const all = printed(run_meridian({"compare", files.file("out"), "--json"}), "compare");
    CHECK(all.at("baseline") == "near");
    CHECK(all.at("best") == "far");
    CHECK(all.at("metrics").at(0).at("better") == "lower");
    CHECK(all.at("names").at("layout").at("far").at("en") == "Far");
    Json const& rows = all.at("tables").at("comparison");
    // Two futures and both together, three layouts.
    REQUIRE(rows.size() == 9 * all.at("metrics").size());
    CHECK(rows[0].at("alternative") == "near");
    CHECK_FALSE(rows[0].contains("difference"));  // of the baseline from itself
    CHECK(rows[1].at("difference").get<double>() < 0.0);
    CHECK(rows[1].at("runs") == 4);
    std::string const table = read_file(files.file("out/comparison.csv"));
    CHECK_THAT(table, Catch::Contains("," + rows[1].at("mean").dump() + ","));
    CHECK_FALSE(all.at("tables").contains("tornado"));
    CHECK(all.at("columns").at(all.at("metrics").at(0).at("key").get<std::string>()).contains("unit"));
    Json const other = printed(
        run_meridian({"compare", files.file("out"), "--json", "--metric", "pue_mean", "--baseline", "far"}),
        "compare");
    CHECK(other.at("baseline") == "far");
    CHECK(other.at("metrics").at(0).at("key") == "pue_mean");
}

}  // namespace meridian::testing
