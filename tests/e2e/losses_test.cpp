// Loss cases of a study, by the real binary.
#include <string>

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
                                 Catch::Contains("Which loss costs most"));
    CommandResult const json = run_meridian({"compare", folder.file("out"), "--json"});
    CHECK_THAT(json.out, Catch::Contains("\"losses\"") && Catch::Contains("\"loss_summary\""));
    CommandResult const schema = run_meridian({"schema", "--output"});
    CHECK_THAT(schema.out, Catch::Contains("study/losses.csv\tcase\t"));
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
