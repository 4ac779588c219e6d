// Loss cases of a study, by the real binary.
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

namespace meridian::testing {

TEST_CASE("a study says what each loss does, and which one breaks a rule") {
    TemporaryFolder const folder;
    std::string const study = source("scenarios/studies/losses.yaml");
    CommandResult const checked = run_meridian({"validate", study});
    CHECK(checked.exit_code == 0);
    CHECK_THAT(checked.out, Catch::Contains("3 points of 2 cases of loss: 6 runs"));
    CommandResult const swept = run_meridian({"sweep", study, "--out", folder.file("out"), "--quiet"});
    INFO(swept.err);
    REQUIRE(swept.exit_code == 0);
    CHECK(rows_in(folder.file("out/comparison.csv")) == 4);  // one layout, four metrics
    CHECK(rows_in(folder.file("out/losses.csv")) == 2);
    CHECK(rows_in(folder.file("out/loss_summary.csv")) == 1);
    CHECK_THAT(read_file(folder.file("out/rules.csv")), Catch::Contains(",each_loss,here,"));
    CommandResult const compared = run_meridian({"compare", folder.file("out")});
    REQUIRE(compared.exit_code == 0);
    CHECK_THAT(compared.out, Catch::Contains("each layout's worst case") &&
                                 Catch::Contains("Existing hall") &&
                                 Catch::Contains("in 1 of 2 cases SLO attainment falls below"));
    CommandResult const json = run_meridian({"compare", folder.file("out"), "--json"});
    CHECK_THAT(json.out, Catch::Contains("\"losses\"") && Catch::Contains("\"loss_summary\""));
    CommandResult const schema = run_meridian({"schema", "--output"});
    CHECK_THAT(schema.out, Catch::Contains("study/losses.csv\tcase\t"));
}

TEST_CASE("the report of a study has a section on what is lost") {
    TemporaryFolder const folder;
    std::string const study = source("scenarios/studies/losses.yaml");
    CommandResult const swept = run_meridian({"sweep", study, "--out", folder.file("out"), "--quiet"});
    INFO(swept.err);
    REQUIRE(swept.exit_code == 0);
    CHECK(rows_in(folder.file("out/representative_runs/index.csv")) == 2);  // the layout, and its worst case

    auto const report = [&](std::string const& format, std::string const& language) {
        std::string const file = folder.file("report_" + language + "." + format);
        CommandResult const made = run_meridian(
            {"report", folder.file("out"), "--format", format, "--lang", language, "--out", file, "--quiet"});
        INFO(made.err);
        REQUIRE(made.exit_code == 0);
        return read_file(file);
    };
    std::string const text = report("md", "en");
    CHECK_THAT(
        text, Catch::Contains("**If a site is lost:** Loss of Existing hall costs") &&
                  Catch::Contains(
                      "**Rule over each loss:** n_minus_1 is broken: SLO attainment during the loss 66.7 %"));
    CHECK_THAT(text,
               Catch::Contains("most: 240 CNY; SLO attainment falls to 66.7 %\n\n*If a site is lost*") &&
                   Catch::Contains("*Which loss costs most*") &&
                   Catch::Contains("*SLO attainment through the worst case*") &&
                   Catch::Contains("| Existing hall | 2025-01-06T12:00 | 66.7 % | 100 % |"));
    CHECK_THAT(text, Catch::Contains("no headroom/LAYOUT.csv stands in the study's folder"));
    CHECK_THAT(report("md", "zh"),
               Catch::Contains("*若失去一个智算中心*") && Catch::Contains("逐一失效规则"));
    auto const json = nlohmann::json::parse(report("json", "en"));
    for (char const* const table : {"losses", "loss_summary", "loss_course", "loss_assets"})
        CHECK(json.at("tables").contains(table));
    CHECK(json.at("tables").at("loss_assets").at("rows").size() == 2);

    CommandResult const headroom =
        run_meridian({"headroom", source("scenarios/tiny/rules.yaml"), "--each", "sites", "--at", "1 h",
                      "--for", "2 h", "--runs", "2", "--out", folder.file("out/headroom/base.csv")});
    INFO(headroom.err);
    CHECK(headroom.exit_code <= 1);
    // Neither the sweep nor its replay minds it.
    CHECK(run_meridian({"sweep", study, "--out", folder.file("out"), "--quiet"}).exit_code == 0);
    CommandResult const replayed = run_meridian(
        {"sweep", study, "--out", folder.file("again"), "--replay", folder.file("out"), "--quiet"});
    INFO(replayed.out);
    CHECK(replayed.exit_code == 0);
    std::string const more = report("md", "en");
    CHECK_THAT(more, Catch::Contains("*Headroom by layout*") && !Catch::Contains("no headroom/LAYOUT.csv"));
}

TEST_CASE("the report of a run shows its outages, and of one without events nothing of them") {
    TemporaryFolder const folder;
    write_file(folder.file("loss.yaml"),
               "events:\n  - {name: east, site: here, from: 6 h, for: 6 h}\n"
               "classes: [{name: work, objective: 12 h}]\n"
               "jobs: [{class: work, origin: people, at: 3 h}, {class: work, origin: people, at: 7 h}]\n");
    auto const report = [&](std::vector<std::string> const& more, std::string const& name) {
        std::vector<std::string> run{"run", source("scenarios/tiny/candidates.yaml"), "--out",
                                     folder.file(name)};
        run.insert(run.end(), more.begin(), more.end());
        REQUIRE(run_meridian(run).exit_code == 0);
        std::string const file = folder.file(name + ".md");
        REQUIRE(run_meridian({"report", folder.file(name), "--format", "md", "--out", file}).exit_code == 0);
        return read_file(file);
    };
    std::string const lost = report({"--layout", folder.file("loss.yaml")}, "lost");
    CHECK_THAT(lost, Catch::Contains("*What was lost, and what became of it*") &&
                         Catch::Contains("## 1 outage: 60 acc-h out of service, 0 jobs lost") &&
                         Catch::Contains("What was lost when") &&
                         Catch::Contains("| site | Existing hall | 6 | 12 | 0 % |") &&
                         Catch::Contains("### SLO attainment through the run"));
    CHECK_THAT(report({}, "calm"), !Catch::Contains("What was lost"));
}

TEST_CASE("a run says what an assessed loss does") {
    TemporaryFolder const folder;
    write_file(folder.file("loss.yaml"),
               "events:\n  - {name: east, site: here, from: 6 h, for: 6 h, assessed: true}\n"
               "classes: [{name: work, objective: 12 h}]\n"
               "jobs: [{class: work, origin: people, at: 3 h}, {class: work, origin: people, at: 7 h}]\n");
    CommandResult const run = run_meridian({"run", source("scenarios/tiny/candidates.yaml"), "--layout",
                                            folder.file("loss.yaml"), "--out", folder.file("out")});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    std::string const summary = read_file(folder.file("out/summary.json"));
    CHECK_THAT(summary,
               Catch::Contains("\"slo_attainment_during_loss\"") && Catch::Contains("\"takes_over\""));
}

}  // namespace meridian::testing
