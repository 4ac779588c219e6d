// Reports, written by the real binary.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void swept(SmallStudy const& files, std::string const& out) {
    CommandResult const answer =
        run_meridian({"sweep", files.file("study.yaml"), "--out", files.file(out), "--quiet"});
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
}

CommandResult report(Words const& words) {
    return run_meridian(joined({"report"}, words));
}

json const& table_of(json const& document, std::string const& name) {
    REQUIRE(document["tables"].contains(name));
    return document["tables"][name];
}

// The cells of a column.
std::set<std::string> cells(json const& table, std::string const& column) {
    std::size_t at = 0;
    while (table["columns"].at(at)["key"] != column)
        ++at;
    std::set<std::string> values;
    for (json const& row : table["rows"])
        values.insert(row.at(at).get<std::string>());
    return values;
}

}  // namespace

TEST_CASE("a study's folder gives a report in every format, the same bytes each time") {
    SmallStudy const files;
    swept(files, "r");
    for (std::string const format : {"md", "json", "xlsx", "html"}) {
        INFO(format);
        std::string const out = files.file("report." + format);
        CommandResult const answer = report({files.file("r"), "--format", format, "--out", out});
        INFO(answer.err);
        REQUIRE(answer.exit_code == 0);
        CHECK_THAT(answer.out, Catch::Contains("report in " + out));
        std::string const first = read_file(out);
        CHECK(first.size() > 1000);
        REQUIRE(report({files.file("r"), "--format", format, "--out", out}).exit_code == 0);
        CHECK(read_file(out) == first);
    }
    REQUIRE(report({files.file("r"), "--format", "csv", "--out", files.file("tables")}).exit_code == 0);
    CHECK(rows_in(files.file("tables/tables.csv")) > 10);
    CHECK(read_file(files.file("tables/comparison.csv")) == read_file(files.file("r/comparison.csv")));
}

TEST_CASE("a report answers the study's question first") {
    SmallStudy const files;
    swept(files, "r");
    REQUIRE(report({files.file("r"), "--format", "md"}).exit_code == 0);
    std::string const text = read_file(files.file("r/report.md"));
    CHECK_THAT(text, Catch::Contains("# A town and a desert") && Catch::Contains("**What to build:** "));
    // Far from dear electricity the same work costs less: see the comparison of the study.
    CHECK_THAT(text, Catch::Contains(
                         "Far is significantly better than Near (in 2 of 2 futures, inputs not varied)"));
    CHECK_THAT(text, Catch::Contains("the study declares no 'inputs'"));
    CHECK_THAT(text, Catch::Contains("meridian sweep") && Catch::Contains("meridian report"));

    REQUIRE(
        report({files.file("r"), "--format", "md", "--lang", "zh", "--out", files.file("zh.md")}).exit_code ==
        0);
    CHECK_THAT(read_file(files.file("zh.md")),
               Catch::Contains("Far 显著优于 Near") && Catch::Contains("时延圈"));
}

TEST_CASE("every figure of a report is a cell of a table of the study") {
    SmallStudy const files;
    swept(files, "r");
    REQUIRE(report({files.file("r"), "--format", "json"}).exit_code == 0);
    json const document = json::parse(read_file(files.file("r/report.json")));
    CHECK(cells(table_of(document, "comparison"), "alternative") ==
          std::set<std::string>{"near", "far", "both"});
    CHECK(cells(table_of(document, "sites"), "alternative") == std::set<std::string>{"near", "far", "both"});
    CHECK(cells(table_of(document, "hourly_profile"), "site") ==
          std::set<std::string>{"all", "east", "west"});
    std::set<std::string> views;
    for (json const& section : document["sections"]) {
        for (json const& block : section["blocks"]) {
            if (block["kind"] != "view") continue;
            CHECK(document["tables"].contains(block["table"].get<std::string>()));
            CHECK(views.insert(block["id"].get<std::string>()).second);
        }
    }
    CHECK(views.count("differences") == 1);
    CHECK(views.count("map") == 1);
    CHECK(document["sections"].size() == 6);
}

TEST_CASE("a run's folder and a scenario give reports of one run") {
    TemporaryFolder const work;
    std::string const triangle = source("scenarios/tiny/triangle.yaml");
    REQUIRE(run_meridian({"run", triangle, "--out", work.file("run")}).exit_code == 0);
    REQUIRE(report({work.file("run"), "--format", "md"}).exit_code == 0);
    std::string const text = read_file(work.file("run/report.md"));
    CHECK_THAT(text, Catch::Contains("One run of one layout") && Catch::Contains("need a study"));
    SECTION("the report does not keep the folder from being run into again, and goes with the run") {
        REQUIRE(run_meridian({"run", triangle, "--out", work.file("run")}).exit_code == 0);
        CHECK_FALSE(fs::exists(work.file("run/report.md")));
    }
    SECTION("a scenario is run first") {
        auto const answer = report({triangle, "--folder", work.file("other"), "--format", "json", "--quiet"});
        REQUIRE(answer.exit_code == 0);
        CHECK(fs::exists(work.file("other/summary.json")));
        json const document = json::parse(read_file(work.file("other/report.json")));
        CHECK(document["title"]["en"] == json_in(work.file("other/summary.json"))["scenario"]);
    }
}

TEST_CASE("the head of a report says whose network it is") {
    TemporaryFolder const work;
    auto const answer = report({source("scenarios/tiny/triangle.yaml"), "--folder", work.file("run"),
                                "--format", "json", "--quiet"});
    REQUIRE(answer.exit_code == 0);
    CHECK(read_file(work.file("run/report.json")).find("Operator") == std::string::npos);
    REQUIRE(run_meridian({"run", source("scenarios/tiny/triangle.yaml"), "--out", work.file("run"), "--set",
                          "operator=\"One: the \\\"first\\\"\"", "--set", "operator_zh=第一家"})
                .exit_code == 0);
    REQUIRE(report({work.file("run"), "--format", "json"}).exit_code == 0);
    json const document = json::parse(read_file(work.file("run/report.json")));
    json const line{{"label", {{"en", "Operator"}, {"zh", "运营方"}}},
                    {"value", {{"en", "One: the \"first\""}, {"zh", "第一家"}}}};
    CHECK(std::ranges::find(document["header"], line) != document["header"].end());
}

TEST_CASE("a study file is swept first, and only what is missing") {
    SmallStudy const files;
    Words const words{files.file("study.yaml"), "--folder", files.file("r"), "--format", "md", "--quiet"};
    REQUIRE(report(words).exit_code == 0);
    CommandResult const again = report(words);
    REQUIRE(again.exit_code == 0);
    CHECK_THAT(again.out, Catch::Contains("0 runs completed"));
    SECTION("and a further study stands beside it") {
        files.change("study.yaml", "name: A town and a desert", "name: The same once more");
        swept(files, "more");
        REQUIRE(
            report({files.file("r"), files.file("more"), "--format", "md", "--out", files.file("both.md")})
                .exit_code == 0);
        CHECK_THAT(read_file(files.file("both.md")), Catch::Contains("The same once more"));
    }
}

TEST_CASE("names from scenario files show as text") {
    SmallStudy const files;
    std::string const hostile = "</script><b>\"x\"|{a} 算力 🚀";
    files.change("study.yaml", "layouts: [near.yaml, far.yaml, both.yaml]",
                 "levels: [{name: near, files: [near.yaml]}, {name: '" + hostile + "', files: [far.yaml]}]");
    swept(files, "r");
    REQUIRE(report({files.file("r")}).exit_code == 0);
    std::string const page = read_file(files.file("r/report.html"));
    CHECK(page.find("</script><b>") == std::string::npos);
    REQUIRE(report({files.file("r"), "--format", "json"}).exit_code == 0);
    json const document = json::parse(read_file(files.file("r/report.json")));
    CHECK(cells(table_of(document, "comparison"), "alternative") == std::set<std::string>{"near", hostile});
    CHECK(cells(table_of(document, "sites"), "alternative") == std::set<std::string>{"near", hostile});
}

TEST_CASE("what cannot be reported on is reported, and nothing is written") {
    SmallStudy const files;
    auto const refused = [&](Words const& words, int code, std::string const& why) {
        Words const before = everything_in(files.folder());
        CommandResult const answer = report(words);
        CHECK(answer.exit_code == code);
        CHECK_THAT(answer.err, Catch::Contains(why) && Catch::Contains("fix:"));
        CHECK(everything_in(files.folder()) == before);
    };
    refused({files.file("nowhere")}, 2, "no such folder or file");
    fs::create_directory(files.file("empty"));
    refused({files.file("empty")}, 2, "neither a run nor a study");
    refused({files.file("sites.csv"), "--folder", files.file("x")}, 2, "sites.csv");
    refused({files.file("study.yaml"), "--folder", files.file("empty/../near.yaml")}, 2, "near.yaml");
    swept(files, "r");
    std::string const table = read_file(files.file("r/kpis.csv"));
    write_file(files.file("r/kpis.csv"), table.substr(0, table.size() - 2) + "9\n");
    refused({files.file("r")}, 5, "r/kpis.csv: it is not what was written");
    fs::remove(files.file("r/kpis.csv"));
    refused({files.file("r")}, 5, "r/kpis.csv: there is no such file, although manifest.json lists it");
    fs::remove(files.file("r/manifest.json"));
    refused({files.file("r")}, 3, "no tables yet");
    REQUIRE(run_meridian({"run", files.file("base.yaml"), "--out", files.file("run")}).exit_code == 0);
    refused({files.file("run"), files.file("run")}, 2, "a single run stands in no report beside others");
    CHECK(report({files.file("r"), "--format", "docx"}).exit_code == 2);
    CHECK(report({files.file("r"), "--lang", "fr"}).exit_code == 2);
}

}  // namespace meridian::testing
