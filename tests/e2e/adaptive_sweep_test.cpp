// Studies that choose their runs, replays, and what figures depend on, by the real binary.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
TEST_CASE("a selection plays the same runs with 1, 2 and 5 workers, resumed and replayed", "[many_runs]") {
    SmallStudy const files;
    for (char const* const procedure : {"kn", "ocba"}) {
        INFO(procedure);
        files.write("select.yaml", read_file(files.file("study.yaml")) +
                                       "selection: {procedure: " + procedure +
                                       ", indifference: 0.01 %, most: 40, round: 2}\n"
                                       "metrics: [cost_cny_per_active_accelerator_hour]\n");
        auto const select = [&](std::string const& out, Words const& more = {}) {
            return run_meridian(joined(
                {"sweep", files.file("select.yaml"), "--out", files.file(procedure + out), "--quiet"}, more));
        };
        auto const tables = [&](std::string const& out) {
            return tables_in(files.file(procedure + out)) +
                   read_file(files.file(procedure + out + "/selection_steps.csv")) +
                   read_file(files.file(procedure + out + "/selection.csv"));
        };
        CommandResult const one = select("one", {"--workers", "1"});
        INFO(one.out << one.err);
        REQUIRE(one.exit_code == 0);
        // Some points run on after their four runs, and others are left out.
        auto const runs = rows_in(files.file(std::string{procedure} + "one/runs.csv"));
        CHECK(runs >= (procedure == std::string{"kn"} ? 49 : 48));
        CHECK(runs < 12 * 40);
        for (char const* const workers : {"2", "5"}) {
            REQUIRE(select(workers, {"--workers", workers}).exit_code == 0);
            CHECK(tables(workers) == tables("one"));
        }
        CommandResult const status = run_meridian({"status", files.file(std::string{procedure} + "one")});
        CHECK_THAT(status.out, Catch::Contains("All runs are done"));
        CommandResult const reported = run_meridian({"compare", files.file(std::string{procedure} + "one")});
        CHECK(reported.exit_code == 0);
        CHECK_THAT(reported.out, Catch::Contains("Selection of the best layout") &&
                                     Catch::Contains("Far     Nearest to the user"));
        // With half of its rows gone, as after a kill.
        std::filesystem::copy(files.file(std::string{procedure} + "one"),
                              files.file(std::string{procedure} + "half"),
                              std::filesystem::copy_options::recursive);
        for (auto const& shard :
             std::filesystem::directory_iterator{files.file(std::string{procedure} + "half/shards")}) {
            std::string const text = read_file(shard.path());
            write_file(shard.path(), text.substr(0, text.size() / 2));
        }
        REQUIRE(select("half", {"--resume"}).exit_code == 0);
        CHECK(tables("half") == tables("one"));
        CommandResult const again = select("again", {"--replay", files.file(std::string{procedure} + "one")});
        CHECK(again.exit_code == 0);
        CHECK_THAT(again.out, Catch::Contains("the same again"));
        CommandResult const shared = select("shared", {"--shard", "1/2"});
        CHECK(shared.exit_code == 2);
        CHECK_THAT(shared.err, Catch::Contains("cannot be shared"));
    }
}

TEST_CASE("a replay reports what is not the same") {
    SmallStudy const files;
    REQUIRE(sweep(files, "then").exit_code == 0);
    std::string const record = files.file("then");
    // Reports in the folder are no part of the sweep.
    for (char const* const format : {"html", "md", "json", "xlsx", "csv"}) {
        CAPTURE(format);
        CHECK(run_meridian({"report", record, "--format", format}).exit_code == 0);
    }
    CHECK(sweep(files, "same", {"--replay", record}).exit_code == 0);
    write_file(record + "/report.txt", "by hand\n");
    CHECK_THAT(sweep(files, "same2", {"--replay", record}).out, Catch::Contains("report.txt: only in one"));
    std::filesystem::remove(record + "/report.txt");
    write_file(record + "/points.csv", read_file(record + "/points.csv") + "more\n");
    CommandResult const other = sweep(files, "now", {"--replay", record});
    CHECK(other.exit_code == 1);
    CHECK_THAT(other.out, Catch::Contains("points.csv, line 14") && Catch::Contains("then: more"));
    CHECK(sweep(files, "now", {"--replay", record}).exit_code == 2);  // its runs are there
    CHECK(sweep(files, "now", {"--replay", record, "--resume"}).exit_code == 1);
    CHECK(sweep(files, "then", {"--replay", record}).exit_code == 2);
    CHECK(sweep(files, "new", {"--replay", files.file("nowhere")}).exit_code == 2);
    files.change("study.yaml", "replications: 4", "replications: 3");
    CommandResult const changed = sweep(files, "new", {"--replay", record});
    CHECK(changed.exit_code == 2);
    CHECK_THAT(changed.err, Catch::Contains("is not this one as it stands now"));
    CHECK_FALSE(std::filesystem::exists(files.file("new/study.json")));
}

TEST_CASE("what figures depend on: Morris, Saltelli and an emulator, over axes and inputs") {
    SmallStudy const files;
    files.change("study.yaml", "values: [1, 1.5]", "from: 0.5, to: 1.5");
    files.change(
        "study.yaml", "replications: 4",
        "replications: 2\n"
        "inputs:\n"
        "  - {name: price, path: tariffs.cheap.price, low: 0.1 CNY/kWh, high: 0.9 CNY/kWh, grade: K}\n"
        "  - {name: card, path: accelerators.card.price, low: 30 kCNY, high: 40 kCNY, grade: K}\n"
        "sensitivity: {replications: 2, sample: 12, trajectories: 3, rows: 7, against: [far]}\n"
        "design: {name: saltelli, rows: 7}");
    CommandResult const one = sweep(files, "one", {"--workers", "1"});
    INFO(one.out << one.err);
    REQUIRE(one.exit_code == 0);
    CHECK(rows_in(files.file("one/effects.csv")) == 2);
    CHECK(rows_in(files.file("one/emulator.csv")) == 2);
    auto const shares = lines_of(read_file(files.file("one/variance_shares.csv")));
    CHECK(std::ranges::count_if(shares,
                                [](auto const& line) { return line.find(",axes,load,") != line.npos; }) >= 5);
    CHECK(std::ranges::count_if(shares,
                                [](auto const& line) { return line.find(",inputs,") != line.npos; }) == 2);
    REQUIRE(sweep(files, "five", {"--workers", "5"}).exit_code == 0);
    for (char const* const table : {"/effects.csv", "/variance_shares.csv", "/emulator.csv", "/points.csv"})
        CHECK(read_file(files.file("one") + table) == read_file(files.file("five") + table));
    CommandResult const reported = run_meridian({"compare", files.file("one")});
    CHECK(reported.exit_code == 0);
    CHECK_THAT(reported.out, Catch::Contains("Where the variance comes from") &&
                                 Catch::Contains("mean absolute") && Catch::Contains("held-back"));
    CommandResult const report =
        run_meridian({"report", files.file("one"), "--format", "md", "--out", files.file("r.md")});
    CHECK(report.exit_code == 0);
    CHECK_THAT(read_file(files.file("r.md")),
               Catch::Contains("Where the variance comes from, over the axes, of the difference from Near"));
}

}  // namespace meridian::testing
