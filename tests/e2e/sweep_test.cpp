// Studies, swept by the real binary.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/report/check_sums.hpp"
#include "sim/report/table/display_width.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
TEST_CASE("a sweep gives the same bytes with 1, 2 and 5 workers") {
    SmallStudy const files;
    CommandResult const one = sweep(files, "one", {"--workers", "1"});
    INFO(one.out << one.err);
    REQUIRE(one.exit_code == 0);
    CHECK_THAT(one.out, Catch::Contains("12 points; 48 runs completed"));
    CHECK(rows_in(files.file("one/points.csv")) == 12);
    CHECK(rows_in(files.file("one/runs.csv")) == 48);
    std::string const expected = tables_in(files.file("one"));
    for (char const* const workers : {"2", "5"}) {
        REQUIRE(sweep(files, workers, {"--workers", workers}).exit_code == 0);
        CHECK(tables_in(files.file(workers)) == expected);
    }
    SECTION("and in shares, in any order") {
        for (char const* const share : {"3/3", "1/3", "2/3"})
            REQUIRE(sweep(files, "shares", {"--shard", share}).exit_code == 0);
        CHECK(tables_in(files.file("shares")) == expected);
    }
    SECTION("and a run alone gives the row's figures") {
        auto const alone = run_meridian({"run", files.file("base.yaml"), "--layout", files.file("far.yaml"),
                                         "--set", "future.scale.work=1.5", "--policy", "least_loaded",
                                         "--run", "3", "--out", files.file("alone")});
        REQUIRE(alone.exit_code == 0);
        auto const summary = json_in(files.file("alone/summary.json"));
        // Point 7: far, least_loaded, 1.5. Run 3 is its last row.
        std::string row;
        for (auto const& line : lines_of(read_file(files.file("one/runs.csv")))) {
            if (line.starts_with("7,3,")) row = line;
        }
        CHECK_THAT(row, Catch::Contains("," + summary["cost_cny_total"].dump() + ","));
        CHECK_THAT(row, Catch::Contains("," + summary["wait_s_mean"].dump() + ","));
    }
}

TEST_CASE("nothing is run twice, and what an edit changes is run again") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    std::string const first = tables_in(files.file("out"));
    CHECK_THAT(sweep(files, "out", {"--resume"}).out, Catch::Contains(" 0 runs completed"));
    CHECK(tables_in(files.file("out")) == first);
    // A comment, a note, the title: nothing. A byte of a layout's table: its four points, four runs
    // each.
    files.change("base.yaml", "meridian: 1", "# A comment.\nmeridian: 1");
    files.change("base.yaml", "source: S1", "source: S1, note: changed");
    CHECK_THAT(sweep(files, "out").out, Catch::Contains(" 0 runs completed"));
    files.change("far_sites.csv", "hall,8", "hall,9");
    CHECK_THAT(sweep(files, "out").out, Catch::Contains("; 16 runs completed"));
    CHECK(tables_in(files.file("out")) != first);
    // Back again: the rows are still there.
    files.change("far_sites.csv", "hall,9", "hall,8");
    CHECK_THAT(sweep(files, "out").out, Catch::Contains(" 0 runs completed"));
    CHECK(tables_in(files.file("out")) == first);
    // One more layout: only its points.
    files.write("third.yaml", "include: both.yaml\nname: Third\nrouter_delay: 1 ms\n");
    files.change("study.yaml", "both.yaml]", "both.yaml, third.yaml]");
    CHECK_THAT(sweep(files, "out").out, Catch::Contains("; 16 runs completed"));
}

TEST_CASE("replications stop when the difference is known, with any number of workers") {
    SmallStudy const files;
    files.change(
        "study.yaml", "replications: 4",
        "replications: 3\nuntil: {half_width: 1.5 %, most: 12}\nmetrics: [wait_s_mean, cost_cny_total]");
    files.change("base.yaml", "rate: 60 /d", "rate: 100 /d");
    REQUIRE(sweep(files, "one", {"--workers", "1"}).exit_code == 0);
    REQUIRE(sweep(files, "five", {"--workers", "5"}).exit_code == 0);
    CHECK(tables_in(files.file("one")) == tables_in(files.file("five")));
    CHECK(rows_in(files.file("one/runs.csv")) > 3 * 12);
    CHECK(rows_in(files.file("one/runs.csv")) < 12 * 12);
    CHECK(run_meridian({"status", files.file("one")}).exit_code == 0);
}

TEST_CASE("a run that fails harms no other, and is reported with the command that repeats it") {
    SmallStudy const files;
    // Ten thousand sites' worth of work in one: no run ends within the limit.
    files.change("base.yaml", "rate: 60 /d", "rate: 6e8 /d");
    files.change("study.yaml", "[1, 1.5]", "[1e-7, 1]");
    files.change("study.yaml", "replications: 4", "replications: 2\nlimits: {time: 0.5 s}");
    files.change("study.yaml", ", least_loaded]", "]");
    CommandResult const answer = sweep(files, "out");
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.out,
               Catch::Contains("failed: layout=near policy=nearest_user load=1, run 0: it took longer than "
                               "the limit of 0.5 s"));
    CHECK(rows_in(files.file("out/runs.csv")) == 3 * 2);
    CHECK(rows_in(files.file("out/failures.csv")) == 3 * 2);
    CHECK_THAT(read_file(files.file("out/failures.csv")),
               Catch::Contains("meridian run failed/point_1.yaml --run 1"));
    CHECK(run_meridian({"validate", files.file("out/failed/point_1.yaml")}).exit_code == 0);
    CHECK(run_meridian({"status", files.file("out")}).exit_code == 1);
    // Once the cause is gone, they are tried again.
    files.change("study.yaml", "[1e-7, 1]", "[1e-7, 2e-7]");
    CHECK(sweep(files, "out").exit_code == 0);
    CHECK(rows_in(files.file("out/failures.csv")) == 0);
    CHECK_FALSE(std::filesystem::exists(files.file("out/failed")));
}

TEST_CASE("a run that takes more memory than the limit is ended, and the others go on", "[own_memory]") {
    SmallStudy const files;
    files.change("base.yaml", "rate: 60 /d", "rate: 6e8 /d");  // millions of jobs wait
    files.change("study.yaml", "[1, 1.5]", "[1e-7, 1]");
    files.change("study.yaml", "replications: 4", "replications: 2\nlimits: {memory: 100 MB}");
    files.change("study.yaml", ", least_loaded]", "]");
    CommandResult const answer = sweep(files, "out");
    INFO(answer.out << answer.err);
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.out, Catch::Contains("it needed more memory than the limit of 100 MB"));
    CHECK(rows_in(files.file("out/runs.csv")) == 3 * 2);
}

TEST_CASE("validate reports the size of a study") {
    SmallStudy const files;
    CommandResult const size = run_meridian({"validate", files.file("study.yaml"), "--pilot"});
    INFO(size.out << size.err);
    CHECK(size.exit_code == 0);
    CHECK_THAT(size.out, Catch::Contains("12 points of 3 layout x 2 policy x 2 load: 48 runs"));
    CHECK_THAT(size.out, Catch::Contains("warm-up by MSER-5"));
    CHECK(run_meridian({"validate", files.file("base.yaml"), "--pilot"}).exit_code == 2);
    // Twins are reported, and are a no where warnings are.
    files.write("twin.yaml", "include: base.yaml\nname: A twin of near\n");
    files.change("study.yaml", "both.yaml]", "both.yaml, twin.yaml]");
    CommandResult const twins = run_meridian({"validate", files.file("study.yaml"), "--strict"});
    CHECK(twins.exit_code == 1);
    CHECK_THAT(twins.err, Catch::Contains("layout=twin policy=nearest_user load=1 is equal to layout=near"));
}

TEST_CASE("a table of an axis stands beside the study, wherever that is and wherever one stands") {
    SmallStudy const files;
    files.write("sub/more.csv", "site,accelerator,servers,width\neast,card,8,2\n");
    files.write("sub/study.yaml",
                "study: 1\nname: Tables\nscenario: ../base.yaml\nreplications: 1\n"
                "axes: [{name: cards, path: pools, tables: [../pools.csv, more.csv]}]\n");
    std::string const sub = files.file("sub");
    for (auto const& [study, folder] :
         {std::pair{std::string{"study.yaml"}, sub}, std::pair{std::string{"sub/study.yaml"}, files.folder()},
          std::pair{sub + "/study.yaml", std::string{"/"}}}) {
        CAPTURE(study, folder);
        CommandResult const diff = run_meridian({"diff", study, "cards=pools", "cards=more"}, folder);
        INFO(diff.err);
        CHECK(diff.exit_code == 0);
        CHECK_THAT(diff.out, Catch::Contains("16 accelerators instead of 10; 1 value differs") &&
                                 Catch::Contains("  pool east/card\n    servers  5 -> 8\n"));
    }
}

TEST_CASE("Ctrl-C keeps what has been run") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 100000");
    CommandResult const stopped =
        run_meridian({"sweep", files.file("study.yaml"), "--out", files.file("out"), "--quiet"}, {}, 1500);
    INFO(stopped.out << stopped.err);
    REQUIRE(stopped.exit_code == 130);
    CHECK_THAT(stopped.err, Catch::Contains("runs are saved") && Catch::Contains("--resume"));
    CommandResult const status = run_meridian({"status", files.file("out")});
    CHECK(status.exit_code == 1);
    CHECK_THAT(status.out, Catch::Contains("1,200,000") && Catch::Contains("No sweep is at work"));
}

TEST_CASE("a folder that cannot take a study is reported before anything runs") {
    SmallStudy const files;
    write_file(files.file("taken/letter.txt"), "dear planner");
    CommandResult const taken = sweep(files, "taken");
    CHECK(taken.exit_code == 2);
    CHECK_THAT(taken.err, Catch::Contains("something else than a study is there"));
    CHECK(everything_in(files.file("taken")) == Words{"letter.txt"});
    CHECK_THAT(sweep(files, "new", {"--resume"}).err, Catch::Contains("there is no study in"));
    CHECK_FALSE(std::filesystem::exists(files.file("new")));
    CHECK_THAT(sweep(files, "new", {"--shard", "0/3"}).err, Catch::Contains("that is no share"));

    REQUIRE(sweep(files, "out").exit_code == 0);
    std::string json = read_file(files.file("out/study.json"));
    json.replace(json.find("\"store\": 4"), 10, "\"store\": 9");
    write_file(files.file("out/study.json"), json);
    CHECK(run_meridian({"compare", files.file("out")}).exit_code == 5);
    json.erase(json.find(",\n  \"checksum\""));
    write_file(files.file("out/study.json"), report::sealed(json + "\n}\n"));
    CommandResult const other = sweep(files, "out");
    CHECK(other.exit_code == 2);
    CHECK_THAT(other.err, Catch::Contains("another version of Meridian"));
    CHECK(run_meridian({"compare", files.file("out")}).exit_code == 2);
    CHECK(run_meridian({"status", files.file("taken")}).exit_code == 2);

    files.change("study.yaml", "far.yaml", "fra.yaml");
    CommandResult const wrong = sweep(files, "fresh");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Catch::Contains("fra.yaml") && Catch::Contains("nothing was run"));
    CHECK_FALSE(std::filesystem::exists(files.file("fresh")));
    CommandResult const no_study =
        run_meridian({"sweep", files.file("base.yaml"), "--out", files.file("fresh")});
    CHECK(no_study.exit_code == 2);
    CHECK_THAT(no_study.err, Catch::Contains("base.yaml:1:11: this is a scenario, not a study"));
    CHECK_THAT(run_meridian({"run", files.file("study.yaml")}).err,
               Catch::Contains("this is a study, not a scenario"));
}

TEST_CASE("two sweeps do not work on one folder") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 100000");
    // The first one is stopped after a while; the second, begun meanwhile, has not touched anything.
    CommandResult const both = run_shell(
        "\"$0\" sweep \"$1\" --out \"$2\" --quiet & first=$!\n"
        "while ! [ -s \"$2/study.json\" ]; do sleep 0.05; done\n"
        "\"$0\" sweep \"$1\" --out \"$2\" --quiet; echo \"second: $?\"\n"
        "\"$0\" status \"$2\"\n"
        "kill -INT $first; wait $first; echo \"first: $?\"\n",
        {files.file("study.yaml"), files.file("out")});
    INFO(both.out);
    CHECK_THAT(both.out, Catch::Contains("another sweep is at work there"));
    CHECK_THAT(both.out, Catch::Contains("second: 2"));
    CHECK_THAT(both.out, Catch::Contains("A sweep is at work in it"));
}

TEST_CASE("a full disk is reported, and what was run is kept", "[many_runs]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 40");
    // Files of more than 64 kB cannot be written: the shard is cut in the middle.
    CommandResult const full =
        run_shell("ulimit -f 64; \"$0\" sweep \"$1\" --out \"$2\" --quiet --workers 2; echo \"ended: $?\"",
                  {files.file("study.yaml"), files.file("out")});
    INFO(full.out);
    CHECK_THAT(full.out, Catch::Contains("ended: 5"));
    CHECK_THAT(full.out, Catch::Contains("File too large"));
    CommandResult const again = sweep(files, "out");
    CHECK(again.exit_code == 0);
    CHECK(rows_in(files.file("out/runs.csv")) == 12 * 40);
    REQUIRE(sweep(files, "undisturbed").exit_code == 0);
    CHECK(tables_in(files.file("out")) == tables_in(files.file("undisturbed")));
}

TEST_CASE("a study is compared on the terminal in 80 columns") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "replications: 8");
    REQUIRE(sweep(files, "out").exit_code == 0);
    CommandResult const answer = run_meridian({"compare", files.file("out")});
    INFO(answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    for (std::string const& line : lines_of(answer.out))
        CHECK(report::display_width(line) <= 80);
    // 10 kWh and more a day at half the price against 1.60 CNY more for the hall: far is cheaper for sure.
    CHECK_THAT(answer.out,
               Catch::StartsWith("A town and a desert\n\nWhat to build: Far is significantly better "));
    CHECK_THAT(answer.out, Catch::Contains("\n*    1  Far ") && Catch::Contains("better"));
    CHECK_THAT(answer.out, Catch::Contains("Value of the brain"));
    CHECK_THAT(answer.out, Catch::Contains("Regret over futures"));
    CommandResult const other =
        run_meridian({"compare", files.file("out"), "--baseline", "far", "--metric", "wait_s_mean"});
    CHECK(other.exit_code == 0);
    CHECK_THAT(other.out, Catch::Contains("Layouts by mean wait, the lowest first; differences from Far"));
    CHECK_THAT(run_meridian({"compare", files.file("out"), "--baseline", "farr"}).err,
               Catch::Contains("did you mean 'far'?"));
    CHECK_THAT(run_meridian({"compare", files.file("out"), "--metric", "cost_cny_totl"}).err,
               Catch::Contains("did you mean 'cost_cny_total'?"));
}

}  // namespace meridian::testing
