// What a planner is to know stands above the results of a run, is kept with them, and is in its report.
#include <filesystem>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

std::string const residency = source("scenarios/tiny/residency.yaml");

}  // namespace

TEST_CASE("warnings stand at the top of a run, in its folder and in its report") {
    TemporaryFolder const work;
    // Data may not leave three places without accelerators, so that no question of the service is answered.
    CommandResult const run = run_meridian({"run", residency, "--out", work.file("out")});
    REQUIRE(run.exit_code == 0);
    auto const at = [&](std::string const& text) { return run.out.find(text); };
    REQUIRE(at("WARNING: demand above supply") != std::string::npos);
    CHECK(at("WARNING: demand above supply") < at("Headline figures"));
    CHECK(at("WARNING: 0 % of the requests of the service") < at("Headline figures"));
    CHECK(run.err.empty());  // what stands in the results is not counted once more
    auto const kept = lines_of(read_file(work.file("out/warnings.csv")));
    REQUIRE(kept.size() == 3);
    CHECK(kept[0] == "severity,text,text_zh");
    CHECK_THAT(kept[1], Catch::StartsWith("warning,") && Catch::Contains("demand above supply") &&
                            Catch::Contains("需求超过供给"));
    // The report in both languages.
    for (auto const& [language, words] : {std::pair{"en", "**Warning:** Demand above supply: 77.3 %"},
                                          std::pair{"zh", "**警告：** 需求超过供给："}}) {
        std::string const file = work.file(std::string{language} + ".md");
        REQUIRE(
            run_meridian({"report", work.file("out"), "--format", "md", "--lang", language, "--out", file})
                .exit_code == 0);
        CHECK_THAT(read_file(file), Catch::Contains(words));
    }
    auto const json = nlohmann::json::parse(run_meridian({"run", residency, "--json"}).out);
    REQUIRE(json.at("tables").at("warnings").size() == 2);
    CHECK(json.at("tables").at("warnings").at(0).at("severity") == "warning");
    // Nothing to know: no file, no line.
    CommandResult const quiet = run_meridian({"run", triangle, "--out", work.file("calm")});
    CHECK_THAT(quiet.out, !Catch::Contains("WARNING"));
    CHECK_FALSE(std::filesystem::exists(work.file("calm/warnings.csv")));
}

TEST_CASE("a study's report says which layouts are warned of") {
    SmallStudy const files;
    // 3,000 jobs a day of 2 h keep 250 accelerators busy, and a hall has ten accelerators.
    files.change("base.yaml", "rate: 60 /d", "rate: 3000 /d");
    files.change("study.yaml", "[1, 1.5]", "[1]");
    REQUIRE(sweep(files, "out").exit_code == 0);
    REQUIRE(run_meridian({"report", files.file("out"), "--format", "md", "--out", files.file("r.md")})
                .exit_code == 0);
    // Each warning once, with the layouts that have it, below the step from the baseline to the best.
    std::string const report = read_file(files.file("r.md"));
    CHECK_THAT(report, Catch::Contains("**Warning:** Demand above supply"));
    CHECK(report.find("emand above supply") == report.rfind("emand above supply"));
    CHECK_THAT(report, Catch::Contains("(in all 3 layouts)"));
}

}  // namespace meridian::testing
