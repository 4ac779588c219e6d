// meridian diff: scenarios, overlay files, points of a study and folders of runs.
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/report/table/display_width.hpp"
#include "tests/e2e/one_line.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

using Json = nlohmann::json;

CommandResult diff_in(SmallStudy const& files, Words const& words) {
    return run_meridian(joined({"diff"}, words), files.folder());
}

Json json_of(SmallStudy const& files, Words const& words) {
    CommandResult const answer = diff_in(files, joined(words, {"--json"}));
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    return Json::parse(answer.out);
}

Json const& row_with(Json const& rows, std::string const& column, std::string const& text) {
    for (Json const& row : rows) {
        if (row.value(column, "") == text) return row;
    }
    FAIL("no row has " << column << " " << text);
    return rows;
}

}  // namespace

TEST_CASE("diff says first what differs as a whole, then the records by name", "[diff]") {
    SmallStudy const files;
    // East has 10 accelerators, both has 4 of them there and 6 in the west: 60 % have moved.
    CommandResult const answer = diff_in(files, {"near.yaml", "both.yaml"});
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 0);
    CHECK(answer.err.empty());
    CHECK_THAT(answer.out,
               Catch::StartsWith("A: near.yaml (Near)\nB: both.yaml (Both)\n") &&
                   Catch::Contains("Only in B\n  1 site: west\n  1 pool: west/card\n") &&
                   Catch::Contains("  site east\n    power_limit  8 kW -> 3.2 kW\n  pool east/card\n"));
    CHECK_THAT(
        in_one_line(answer.out),
        Catch::Contains(
            "2 sites instead of 1; 60 % of accelerators moved; 2 values differ; 1 name, source or note "
            "differs, which no run depends on."));
    CommandResult const other = diff_in(files, {"near.yaml", "far.yaml"});
    CHECK_THAT(other.out, Catch::Contains("1 of 1 site replaced; 100 % of accelerators moved"));
}

TEST_CASE("equal scenarios have no differences, in other units too", "[diff]") {
    SmallStudy const files;
    files.write("same.yaml", "include: base.yaml\nhorizon: 24 h\nwarmup: 60 min\nseed: 1\n");
    for (std::string const other : {"base.yaml", "same.yaml"}) {
        CommandResult const answer = diff_in(files, {"base.yaml", other});
        INFO(answer.out << answer.err);
        CHECK(answer.exit_code == 0);
        CHECK_THAT(answer.out, Catch::EndsWith("\nno differences\n"));
    }
    Json const all = json_of(files, {"base.yaml", "same.yaml"});
    CHECK(all.at("summary") == "");
    CHECK(all.at("tables").at("differences").empty());
}

TEST_CASE("diff prints every record, value and count as JSON", "[diff]") {
    SmallStudy const files;
    files.write("dear.yaml", "include: both.yaml\ntariffs: [{name: cheap, price: 400 CNY/MWh}]\n");
    Json const all = json_of(files, {"near.yaml", "dear.yaml"});
    CHECK(all.at("command") == "diff");
    CHECK(all.at("a").at("scenario") == "Near");
    CHECK(all.at("accelerators_a") == 10);
    CHECK(all.at("accelerators_b") == 10);
    CHECK(all.at("accelerators_moved") == 6);
    CHECK(all.at("prices") == 1);
    Json const& rows = all.at("tables").at("differences");
    Json const& price = row_with(rows, "scenario_key", "price");
    CHECK(price.at("record") == "tariff");
    CHECK(price.at("record_name") == "cheap");
    CHECK(price.at("value_a") == "0.3 CNY/kWh");
    CHECK(price.at("value_b") == "400 CNY/MWh");
    CHECK(price.at("value_kind") == "price");
    CHECK(row_with(rows, "record_name", "west").at("record_change") == "added");
    Json const& sites = row_with(all.at("tables").at("lists"), "list", "sites");
    CHECK(sites.at("records_a") == 1);
    CHECK(sites.at("records_b") == 2);
    CHECK(sites.at("records_added") == 1);
    CHECK(sites.at("records_changed") == 1);
    CHECK(all.at("columns").contains("value_a"));
}

TEST_CASE("overlay files are compared over a base, and both sides take --layout and --set", "[diff]") {
    SmallStudy const files;
    files.write("up.yaml", "tariffs: [{name: dear, price: 0.9 CNY/kWh}]\n");
    files.write("down.yaml", "tariffs: [{name: dear, price: 0.5 CNY/kWh}]\n");
    CommandResult const alone = diff_in(files, {"base.yaml", "up.yaml"});
    CHECK(alone.exit_code == 2);
    CHECK(alone.out.empty());
    CHECK_THAT(alone.err,
               Catch::Contains("up.yaml: it is an overlay file") &&
                   Catch::Contains("fix: name the scenario that it is an overlay of: `meridian diff --base"));
    CommandResult const over = diff_in(files, {"--base", "base.yaml", "up.yaml", "down.yaml"});
    INFO(over.out << over.err);
    CHECK(over.exit_code == 0);
    CHECK_THAT(over.out, Catch::Contains("1 price differs") && Catch::Contains("0.9 CNY/kWh") &&
                             Catch::Contains("0.5 CNY/kWh"));
    CHECK_THAT(diff_in(files, {"--base", "base.yaml", "base.yaml", "up.yaml"}).out,
               Catch::Contains("1 price differs"));
    CHECK_THAT(diff_in(files, {"near.yaml", "far.yaml", "--layout", "up.yaml", "--set", "horizon=2 d"}).out,
               !Catch::Contains("price") && !Catch::Contains("horizon"));
}

TEST_CASE("points of a study are named by number, by all levels or by some", "[diff]") {
    SmallStudy const files;
    for (Words const& points : {Words{"study.yaml", "0", "layout=near policy=least_loaded load=1.5"},
                                Words{"study.yaml", "near", "least_loaded load=1.5"},
                                Words{"study.yaml:0", "study.yaml:load=1.5 policy=least_loaded"}}) {
        CommandResult const answer = diff_in(files, points);
        INFO(answer.out << answer.err);
        CHECK(answer.exit_code == 0);
        CHECK_THAT(answer.out, Catch::Contains("2 values differ") && Catch::Contains("nearest_user") &&
                                   Catch::Contains("future.scale.work"));
    }
    CHECK_THAT(diff_in(files, {"study.yaml:far", "far.yaml"}).out, Catch::Contains("future.scale.work"));
    for (auto const& [words, wrong] :
         {std::pair{Words{"study.yaml", "0", "12"}, "'12': there is no such point"},
          std::pair{Words{"study.yaml", "0", "layout=none"}, "there is no such point"},
          std::pair{Words{"study.yaml", "0", "near far"}, "there is no such point"},
          std::pair{Words{"study.yaml", "near.yaml"}, "it is a study"},
          std::pair{Words{"base.yaml", "0", "1"}, "this is no study"},
          std::pair{Words{"study.yaml", "0", "1", "--set", "horizon=2 d"},
                    "a point has the values that its study gives it"}}) {
        CommandResult const answer = diff_in(files, words);
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(wrong) && Catch::Contains("  fix: "));
    }
}

TEST_CASE("figures of two runs are compared, and those of points of a sweep with intervals", "[diff]") {
    SmallStudy const files;
    for (std::string const name : {"near", "far"})
        REQUIRE(run_meridian({"run", files.file(name + ".yaml"), "--out", files.file(name), "--quiet"})
                    .exit_code == 0);
    Json const runs = json_of(files, {"near", "far"});
    Json const& cost = row_with(runs.at("tables").at("figures"), "metric", "cost_cny_total");
    double const a = json_in(files.file("near/summary.json")).at("cost_cny_total");
    double const b = json_in(files.file("far/summary.json")).at("cost_cny_total");
    CHECK(cost.at("figure_a") == a);
    CHECK(cost.at("figure_b") == b);
    CHECK(cost.at("difference") == b - a);
    CHECK(cost.at("difference_share").get<double>() == Approx((b - a) / a));
    CHECK_FALSE(cost.contains("difference_low"));
    CHECK_THAT(in_one_line(diff_in(files, {"near", "far"}).out),
               Catch::Contains("total cost") && Catch::Contains("due to chance"));
    CHECK_THAT(diff_in(files, {"near", "near"}).out, Catch::Contains("no differences"));

    REQUIRE(sweep(files, "out").exit_code == 0);
    Json const points = json_of(files, {"study.yaml", "near", "far", "--results", "out"});
    CHECK(points.at("runs") == 4);
    Json const& paired = row_with(points.at("tables").at("figures"), "metric", "cost_cny_total");
    CHECK(paired.at("runs") == 4);
    CHECK(paired.at("difference_low").get<double>() <= paired.at("difference").get<double>());
    CHECK(paired.at("difference_high").get<double>() >= paired.at("difference").get<double>());
    CHECK_THAT(in_one_line(diff_in(files, {"study.yaml", "near", "far", "--results", "out"}).out),
               Catch::Contains("means of 4 runs each, with intervals at 95 %"));
    CommandResult const foreign =
        diff_in(files, {"near.yaml", "base.yaml", "--set", "horizon=3 d", "--results", "out"});
    CHECK(foreign.exit_code == 2);
    CHECK_THAT(foreign.err, Catch::Contains("no point of the study there has the scenario of near.yaml"));
    CommandResult const study = diff_in(files, {"out", "near"});
    CHECK(study.exit_code == 2);
    CHECK_THAT(study.err, Catch::Contains("it holds a study") && Catch::Contains("--results out"));
    CHECK(diff_in(files, {"near", "far", "--set", "horizon=2 d"}).exit_code == 2);
}

TEST_CASE("diff refuses what cannot be read with its place", "[diff]") {
    SmallStudy const files;
    files.write("bad.yaml", "include: base.yaml\nhorizn: 2 d\n");
    files.write("letters/letter.txt", "dear planner");
    for (auto const& [words, wrong] :
         {std::pair{Words{"base.yaml", "none.yaml"}, "none.yaml"},
          std::pair{Words{"none.yaml:0", "base.yaml"}, "none.yaml:0"},
          std::pair{Words{"bad.yaml", "base.yaml"}, "bad.yaml:2:1: there is no key 'horizn'"},
          std::pair{Words{"base.yaml", "letters"}, "letters: there is no run there"},
          std::pair{Words{"base.yaml", "base.yaml", "--results", "letters"},
                    "letters: there is no study there"},
          std::pair{Words{"base.yaml"}, "diff"}}) {
        CommandResult const answer = diff_in(files, words);
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(wrong));
    }
}

TEST_CASE("long lists are cut unless all is asked for, no line is too wide, and a reader may leave",
          "[diff]") {
    SmallStudy const files;
    std::string sites = "sites:\n";
    for (int i = 10; i < 40; ++i) {
        sites += "  - {name: site" + std::to_string(i) +
                 ", node: town, tier: far, tariff: cheap, grid: grid, cooling: hall}\n";
    }
    files.write("many.yaml", "include: base.yaml\n" + sites);
    CommandResult const cut = diff_in(files, {"base.yaml", "many.yaml"});
    INFO(cut.out << cut.err);
    CHECK_THAT(in_one_line(cut.out),
               Catch::Contains("31 sites instead of 1") && Catch::Contains("site17 and 22 more (--all)"));
    CHECK_THAT(diff_in(files, {"base.yaml", "many.yaml", "--all"}).out,
               Catch::Contains("site39") && !Catch::Contains("more"));
    for (std::string const columns : {"80", "140"}) {
        for (Words const& words :
             {Words{"near.yaml", "far.yaml"}, Words{"base.yaml", "many.yaml", "--all"}}) {
            CommandResult const answer =
                run_shell("cd \"$1\"; COLUMNS=$2 \"$0\" diff \"$3\" \"$4\" $5",
                          {files.folder(), columns, words[0], words[1], words.size() > 2 ? words[2] : ""});
            INFO(answer.out);
            CHECK(answer.exit_code == 0);
            for (std::string const& line : lines_of(answer.out))
                CHECK(report::display_width(line) <= std::stoul(columns));
        }
    }
    CommandResult const left =
        run_shell("cd \"$1\"; \"$0\" diff near.yaml far.yaml | true", {files.folder()});
    CHECK_THAT(left.out, !Catch::Contains("written") && !Catch::Contains("Broken"));
}

}  // namespace meridian::testing
