// Rules in runs and studies, by the real binary.
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

// At least half of the accelerators in town: the desert is cheaper and has none there, both halls have 40 %.
constexpr auto at_home =
    "rules:\n  - {name: at_home, name_zh: 本地占比, measure: hub_share, at_least: 50 %, scope: {tiers: "
    "[near]}}\n";

// Sentences in one line each, as far as terminals break them.
std::string unbroken(std::string text) {
    for (std::size_t at = text.find("\n  "); at != std::string::npos; at = text.find("\n  ", at))
        text.replace(at, 3, " ");
    return text;
}

std::string with_rules(SmallStudy const& files, std::string const& rules) {
    files.change("study.yaml", "replications: 4\n", "replications: 4\n" + rules);
    CommandResult const swept = sweep(files, "out");
    INFO(swept.err);
    REQUIRE(swept.exit_code == 0);
    CommandResult const compared = run_meridian({"compare", files.file("out")});
    INFO(compared.err);
    REQUIRE(compared.exit_code == 0);
    return compared.out;
}

std::string report_in(SmallStudy const& files, std::string const& language) {
    std::string const out = files.file("report_" + language + ".md");
    CommandResult const answer =
        run_meridian({"report", files.file("out"), "--format", "md", "--lang", language, "--out", out});
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    return read_file(out);
}

}  // namespace

TEST_CASE("a run prints and writes the rules that it breaks, and without rules nothing") {
    TemporaryFolder const folder;
    std::string const tiny = std::string{source_folder} + "/scenarios/tiny/";
    CommandResult const ruled =
        run_meridian({"run", tiny + "rules.yaml", "--out", folder.file("ruled"), "--quiet"});
    REQUIRE(ruled.exit_code == 0);
    CHECK_THAT(ruled.out,
               Catch::Contains("Rules: 4 of 8 pass\n") && Catch::Contains("Green share, all sites"));
    CHECK(rows_in(folder.file("ruled/rules.csv")) == 8);
    CommandResult const plain =
        run_meridian({"run", tiny + "triangle.yaml", "--out", folder.file("plain"), "--quiet"});
    REQUIRE(plain.exit_code == 0);
    CHECK_THAT(plain.out, !Catch::Contains("Rules"));
    auto const files = everything_in(folder.file("plain"));
    CHECK(std::ranges::find(files, "rules.csv") == files.end());
    REQUIRE(run_meridian(
                {"report", folder.file("ruled"), "--format", "md", "--full", "--out", folder.file("r.md")})
                .exit_code == 0);
    CHECK_THAT(read_file(folder.file("r.md")),
               Catch::Contains("Rules with their margins") && Catch::Contains("Green share, all sites"));
}

TEST_CASE("the best layout of a study is the cheapest that passes its rules") {
    SmallStudy const files;
    std::string const text = with_rules(files, at_home);
    CHECK_THAT(text, Catch::Contains("\n*    1  Near ") &&
                         Catch::Contains("* the best of those that pass all rules in force"));
    CHECK_THAT(
        unbroken(text),
        Catch::Contains("Far would be better and does not pass: fails at_home (0 %, at least 50 %).") &&
            Catch::Contains("fails at_home (40 %, at least 50 %)."));
    // Two futures and both together, three layouts.
    CHECK(rows_in(files.file("out/rules.csv")) == 9);
    std::string const english = report_in(files, "en");
    CHECK_THAT(english, Catch::Contains("is the best by the rules: "));
    CHECK_THAT(english, !Catch::Contains("the lowest of all"));
    CHECK_THAT(english, Catch::Contains("Near passes the rule in force with 95 %."));
    CHECK_THAT(english,
               Catch::Contains("Far would be better and does not pass: fails at_home (0 %, at least 50 %)."));
    std::string const chinese = report_in(files, "zh");
    CHECK_THAT(chinese, Catch::Contains("Near 以 95% 置信度通过全部 1 条现行规则。"));
    CHECK_THAT(chinese, Catch::Contains("本地占比不通过"));
    // A limit changes the verdict and runs nothing again.
    files.change("study.yaml", "at_least: 50 %", "at_least: 40 %");
    CHECK_THAT(sweep(files, "out").out, Catch::Contains(" 0 runs completed"));
    CHECK_THAT(run_meridian({"compare", files.file("out")}).out,
               Catch::Contains("\n*    1  Both ") &&
                   Catch::Contains("* the best of those that pass all rules in force"));
    // Without rules their table goes, and the desert is the best.
    files.change("study.yaml", "at_least: 40 %, scope: {tiers: [near]}}",
                 "at_least: 40 %, scope: {tiers: [near]}, status: monitored}");
    REQUIRE(sweep(files, "out").exit_code == 0);
    CHECK_THAT(run_meridian({"compare", files.file("out")}).out, Catch::Contains("\n*    1  Far "));
}

TEST_CASE("a selection under rules chooses among those that pass, and fronts and regrets are theirs") {
    for (std::string const procedure : {"kn", "ocba"}) {
        INFO(procedure);
        SmallStudy const files;
        std::string const text =
            with_rules(files, std::string{at_home} + "selection: {procedure: " + procedure +
                                  ", indifference: 1 %, most: 40, round: 2}\n"
                                  "metrics: [cost_cny_per_active_accelerator_hour, carbon_kg_location]\n");
        // Without the rule the desert is selected in both futures.
        CHECK_THAT(text, Catch::Contains("Selection of the best layout") &&
                             Catch::Contains("\n1.5     Near ") &&
                             Catch::Contains("\nFar     Least loaded         ruled out ") &&
                             Catch::Contains("\nBoth    Nearest to the user  ruled out "));
        // Four runs of each of four points of a future, and none more.
        std::string const steps = read_file(files.file("out/selection_steps.csv"));
        CHECK(std::ranges::count(steps, '\n') == 1 + 12);
        CHECK_THAT(steps, Catch::Contains(",far,nearest_user,4,") && Catch::Contains(",ruled out,,,fails\n"));
        CHECK_THAT(read_file(files.file("out/pareto.csv")), Catch::Contains(",dominated_by,ruled_out\n"));
        CHECK_THAT(read_file(files.file("out/regret.csv")), Catch::Contains(",near,(worst),"));
        std::string const english = report_in(files, "en");
        CHECK_THAT(english, Catch::Contains("is best of those that pass all rules, after ") &&
                                Catch::Contains("What rules rule out is not on it."));
        std::string const chinese = report_in(files, "zh");
        CHECK_THAT(chinese, Catch::Contains("最优（通过全部规则者中），共") &&
                                Catch::Contains("被规则排除的布局不在前沿上"));
        // With a rule that none keeps besides, the desert is selected, as without rules, and it is said.
        files.change("study.yaml", "rules:\n",
                     "rules:\n  - {name: bill, measure: cost_cny_total, at_most: 5 CNY}\n");
        REQUIRE(sweep(files, "out").exit_code == 0);
        CHECK_THAT(run_meridian({"compare", files.file("out")}).out,
                   Catch::Contains("* the best by the rules, which it does not pass") &&
                       Catch::Contains("\n*    1  Far ") && !Catch::Contains("ruled out"));
        CHECK_THAT(report_in(files, "en"), Catch::Contains("is best, but none passes the rules, after "));
    }
}

TEST_CASE("where no layout passes, compare and the report say what stops each") {
    SmallStudy const files;
    std::string const text = with_rules(
        files, std::string{at_home} + "  - {name: bill, measure: cost_cny_total, at_most: 5 CNY}\n");
    CHECK_THAT(text, Catch::Contains("* the best by the rules, which it does not pass"));
    CHECK_THAT(text,
               Catch::Contains("\nNear    bill     fails ") && Catch::Contains("\nFar     at_home  fails "));
    CHECK_THAT(report_in(files, "en"), Catch::Contains("No layout passes all 2 rules in force with 95 %;"));
    CHECK_THAT(report_in(files, "zh"), Catch::Contains("没有布局以 95% 置信度通过全部 2 条现行规则"));
}

TEST_CASE("an axis may not change the rules of a study") {
    SmallStudy const files;
    files.write("far.yaml",
                read_file(files.file("far.yaml")) + "rules: [{name: only_here, measure: pue, at_most: 2}]\n");
    CommandResult const answer = sweep(files, "out");
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err,
               Catch::Contains("the level 'far' of the axis 'layout' changes the rule 'only_here'") &&
                   Catch::Contains("fix: write it under 'rules' of the study or of its base"));
}

}  // namespace meridian::testing
