// What commands print with --json, read by a parser.
#include <string>

#include "sim/scheduler/policies/registry.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

using Json = nlohmann::json;

std::string const triangle = source("scenarios/tiny/triangle.yaml");

Json printed(CommandResult const& answer, int exit_code = 0) {
    INFO(answer.err);
    REQUIRE(answer.exit_code == exit_code);
    return Json::parse(answer.out);
}

}  // namespace

TEST_CASE("validate prints sizes, errors with their places and fixes, and warnings as JSON") {
    TemporaryFolder const folder;
    auto const wrong = folder.file("wrong.yaml");
    write_file(wrong, "meridian: 1\nname: x\nhorizn: 3 d\n");
    auto const answer = run_meridian({"validate", triangle, wrong, "--json"});
    CHECK_THAT(answer.err, Catch::Contains("wrong.yaml:3:1: there is no key 'horizn'"));
    Json const files = printed(answer, 2).at("files");
    REQUIRE(files.size() == 2);
    CHECK(files[0].at("kind") == "scenario");
    CHECK(files[0].at("errors").empty());
    CHECK(files[0].at("sites") == 3);
    CHECK(files[0].at("listed_jobs") == 4);
    Json const& last = files[1].at("errors").back();
    CHECK(last.at("file") == wrong);
    CHECK(last.at("line") == 3);
    CHECK(last.at("column") == 1);
    CHECK(last.at("wrong") == "there is no key 'horizn' in a scenario");
    CHECK(last.at("fix") == "did you mean 'horizon'?");
    CHECK_FALSE(files[1].contains("sites"));
}

TEST_CASE("validate prints the points and runs of a study as JSON, status how far they are") {
    SmallStudy const files;
    auto const file = files.file("study.yaml");
    Json const study = printed(run_meridian({"validate", file, "--json"})).at("files").at(0);
    CHECK(study.at("kind") == "study");
    CHECK(study.at("points") == 12);
    CHECK(study.at("runs_at_least") == 48);
    CHECK(study.at("runs_at_most") == 48);
    CHECK(study.at("equal_points").empty());
    CHECK_FALSE(study.contains("runs_with_other_inputs"));

    REQUIRE(sweep(files, "out").exit_code == 0);
    Json const done = printed(run_meridian({"status", files.file("out"), "--json"}));
    CHECK(done.at("points") == 12);
    CHECK(done.at("runs") == 48);
    CHECK(done.at("done") == 48);
    CHECK(done.at("failed") == 0);
    CHECK(done.at("complete") == true);
    CHECK(done.at("at_work") == false);

    files.change("study.yaml", "axes:", "axis:");
    auto const answer = run_meridian({"validate", file, "--json"});
    Json const broken = printed(answer, 2).at("files").at(0);
    CHECK_FALSE(broken.at("errors").empty());
    CHECK_FALSE(broken.contains("points"));
}

TEST_CASE("run prints summary.json, whether it is written, too, or not") {
    TemporaryFolder const folder;
    auto const out = folder.file("out");
    CommandResult const kept = run_meridian({"run", triangle, "--json", "--out", out, "--quiet"});
    CHECK(printed(kept) == json_in(out + "/summary.json"));
    CHECK(run_meridian({"run", triangle, "--json"}).out == kept.out);
}

TEST_CASE("screen prints an object of figures for each scenario") {
    Json const all = printed(run_meridian({"screen", triangle, "--json"}));
    REQUIRE(all.size() == 1);
    CHECK(all[0].at("scenario") == "triangle");
    CHECK(all[0].at("within_5ms_share_one_way").get<double>() == 1.0);
    CHECK(run_meridian({"screen", triangle, "--json", "--csv"}).exit_code == 2);
}

TEST_CASE("policies prints every one with its parameters as JSON") {
    Json const all = printed(run_meridian({"policies", "--json"}));
    CHECK(all.at("policies").size() == scheduler::policies().size());
    Json const one = printed(run_meridian({"policies", "easy", "--json"}));
    CHECK(one.at("policies").empty());
    Json const& depth = one.at("disciplines").at(0).at("parameters").at(0);
    CHECK(depth.at("name") == "depth");
    CHECK(depth.at("least") == 1.0);
    CHECK(depth.at("most") == 1e6);
    CHECK(depth.at("default") == "1000");
    CHECK(one.at("disciplines").at(0).at("parameters").at(1).at("one_of") == Json({"machines", "count"}));
    CHECK(run_meridian({"policies", "eazy", "--json"}).exit_code == 2);
}

TEST_CASE("compare prints the tables of a study as JSON, with the figures of its files") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    Json const all = printed(run_meridian({"compare", files.file("out"), "--json"}));
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
    CommandResult const both = run_meridian({"compare", files.file("out"), "--json", "--metric", "pue_mean"});
    CHECK(both.exit_code == 2);
}

}  // namespace meridian::testing
