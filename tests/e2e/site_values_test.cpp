// What sites are worth, and more accelerators at them, by the real binary.
#include <algorithm>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {

TEST_CASE("a study says what each site is worth and where the next accelerators should go") {
    TemporaryFolder const folder;
    std::string const study = source("scenarios/studies/site_values.yaml");
    CommandResult const checked = run_meridian({"validate", study});
    CHECK(checked.exit_code == 0);
    CHECK_THAT(checked.out, Catch::Contains("5 points of 2 sites of without, 2 sites of next: 10 runs"));
    CommandResult const swept = run_meridian({"sweep", study, "--out", folder.file("out"), "--quiet"});
    INFO(swept.err);
    REQUIRE(swept.exit_code == 0);
    CHECK(rows_in(folder.file("out/comparison.csv")) == 4);  // one layout, four metrics
    CHECK(rows_in(folder.file("out/site_values.csv")) == 2);
    CHECK(rows_in(folder.file("out/next_accelerators.csv")) == 2);
    CommandResult const compared = run_meridian({"compare", folder.file("out")});
    REQUIRE(compared.exit_code == 0);
    // Worked out in the study's file: +360,077 and -169,596 CNY a year.
    CHECK_THAT(compared.out, Catch::Contains("\n   1  Existing hall    360,077 ") &&
                                 Catch::Contains("\n   2  Committed hall  −169,596 ") &&
                                 Catch::Contains("Where the next accelerators should go"));
    for (std::string const language : {"en", "zh"}) {
        std::string const out = folder.file("report_" + language + ".md");
        CommandResult const report =
            run_meridian({"report", folder.file("out"), "--format", "md", "--lang", language, "--out", out});
        REQUIRE(report.exit_code == 0);
        CHECK_THAT(read_file(out), language == "en"
                                       ? Catch::Contains("Existing hall is worth most, +360,077 CNY")
                                       : Catch::Contains("已建中心 每年净价值最高，为 +36.0 万元"));
    }

    SECTION("tables of axes that are gone go, too") {
        std::string text = read_file(study);
        auto const from = text.find("  - {name: next");
        text.erase(from, text.find('\n', from) + 1 - from);
        text.replace(text.find("../tiny"), 7, source("scenarios/tiny"));
        write_file(folder.file("less.yaml"), text);
        REQUIRE(run_meridian({"sweep", folder.file("less.yaml"), "--out", folder.file("out"), "--quiet"})
                    .exit_code == 0);
        auto const files = everything_in(folder.file("out"));
        CHECK(std::ranges::find(files, "site_values.csv") != files.end());
        CHECK(std::ranges::find(files, "next_accelerators.csv") == files.end());
    }
}

// Without the west no site has the board that `model` needs: a study rejects that work, a scenario is refused for it.
// A run of a million jobs takes far more than ten milliseconds.
TEST_CASE("the command of a failed run repeats it alone, where a site was left out, too", "[many_runs]") {
    SmallStudy const files;
    files.change("base.yaml", "rate: 60 /d", "rate: 1e6 /d");
    files.change("base.yaml", "     price: 36.5 kCNY, life_years: 1}\n",
                 "     price: 36.5 kCNY, life_years: 1}\n"
                 "  - {name: board, stack: cuda, fp16_dense: 200 TFLOPS, efficiency: {training: 0.5}, "
                 "idle_power: 0 W, "
                 "busy_power: 400 W}\nreference: card\n");
    files.write(
        "base.yaml",
        read_file(files.file("base.yaml")) +
            "  - {name: model, kind: training, stacks: [cuda], arrivals: {rate: 1 /d}, runtime: 1 h}\n");
    files.write("both_pools.csv",
                "site,accelerator,servers,width\neast,card,2,2\nwest,card,2,2\nwest,board,1,2\n");
    files.write("without.yaml",
                "study: 1\nname: Without each\nscenario: both.yaml\naxes: [{name: without, remove: sites}]\n"
                "replications: 1\nmetrics: [cost_cny_energy]\nlimits: {time: 10 ms}\n");
    CommandResult const swept =
        run_meridian({"sweep", files.file("without.yaml"), "--out", files.file("out"), "--quiet"});
    CHECK(swept.exit_code != 0);
    std::string const west = "run " + files.file("out") + "/failed/point_2.yaml --run 0 --allow-unservable\n";
    CHECK_THAT(swept.out, Catch::Contains("failed: without=west, run 0: it took longer") &&
                              Catch::Contains("  alone: meridian " + west));
    CHECK_THAT(read_file(files.file("out/failures.csv")),
               Catch::Contains(",meridian run failed/point_0.yaml --run 0\n") &&
                   Catch::Contains(",meridian run failed/point_2.yaml --run 0 --allow-unservable\n"));
    std::string const point = files.file("out/failed/point_2.yaml");
    CommandResult const refused = run_meridian({"run", point, "--run", "0", "--quiet"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.err, Catch::Contains("no site can run"));
    CommandResult const alone = run_meridian({"run", point, "--run", "0", "--allow-unservable", "--quiet"});
    INFO(alone.err);
    CHECK(alone.exit_code == 0);
    CHECK(run_meridian({"screen", point, "--allow-unservable"}).exit_code == 0);
}

}  // namespace meridian::testing
