// With which code every refusal ends: 1 the answer is no, 2 invalid input, 3 cannot be met, 5 system error.
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

namespace fs = std::filesystem;

struct Refusal {
    Words words;
    int exit_code;
    std::string said;
};

void check_all(SmallStudy const& files, std::vector<Refusal> const& all) {
    for (Refusal const& one : all) {
        CAPTURE(one.words);
        CommandResult const answer = run_meridian(one.words, files.folder());
        CAPTURE(answer.out, answer.err);
        CHECK(answer.exit_code == one.exit_code);
        CHECK_THAT(answer.out + answer.err, Catch::Contains(one.said));
    }
}

}  // namespace

TEST_CASE("words that are not understood end with 2", "[exit_code]") {
    SmallStudy const files;
    std::vector<Refusal> all{{{}, 2, "subcommand"},
                             {{"rnu"}, 2, "rnu"},
                             {{"--no-such"}, 2, "no-such"},
                             {{"policies", "nearest"}, 2, "nearest_user"}};
    for (std::string const command : {"run", "validate", "screen", "verify", "sweep", "status", "compare",
                                      "report", "export", "policies", "schema", "diff", "why"})
        all.push_back({{command, "--no-such"}, 2, "fix:"});
    for (std::string const command : {"run", "validate", "screen", "verify", "sweep", "status", "compare",
                                      "report", "export", "diff", "why"})
        all.push_back({{command}, 2, "is missing"});
    check_all(files, all);
    CHECK(run_meridian({"--help"}).exit_code == 0);
    CHECK(run_meridian({"--version"}).exit_code == 0);
}

TEST_CASE("files and folders that are missing, wrong or somebody else's end with 2", "[exit_code]") {
    SmallStudy const files;
    files.write("bad.yaml", "meridian: 1\nhorizn: 1 d\n");
    files.write("bad_study.yaml", "study: 1\naxis: []\n");
    files.write("letter/letter.txt", "dear planner");
    fs::create_directories(files.file("empty"));
    std::vector<Refusal> all;
    for (std::string const command : {"run", "validate", "screen", "verify"}) {
        all.push_back({{command, "none.yaml"}, 2, "none.yaml"});
        all.push_back({{command, "bad.yaml"}, 2, "horizn"});
        all.push_back({{command, "empty"}, 2, "empty"});
        all.push_back({{command, "base.yaml", "--set", "horizon=1 parsec"}, 2, "parsec"});
        all.push_back({{command, "base.yaml", "--layout", "none.yaml"}, 2, "none.yaml"});
    }
    for (std::string const command : {"status", "compare", "report"}) {
        all.push_back({{command, "none"}, 2, "none"});
        all.push_back({{command, "empty"}, 2, "empty"});
        all.push_back({{command, "letter"}, 2, "letter"});
    }
    check_all(files, all);
    check_all(files, {{{"validate", "bad_study.yaml"}, 2, "axis"},
                      {{"validate", "base.yaml", "--pilot"}, 2, "for studies"},
                      {{"diff", "study.yaml", "near", "none"}, 2, "none"},
                      {{"diff", "base.yaml", "none.yaml"}, 2, "none.yaml"},
                      {{"why", "none", "0"}, 2, "none"},
                      {{"why", "letter", "0"}, 2, "letter"},
                      {{"run", "base.yaml", "--out", ""}, 2, "the name is empty"},
                      {{"run", "base.yaml", "--out", "."}, 2, "you stand in that folder"},
                      {{"run", "base.yaml", "--out", "letter"}, 2, "something else"},
                      {{"run", "base.yaml", "--log", "jobs"}, 2, "add --out"},
                      {{"export", "dot", "base.yaml", "--out", "map.xml"}, 2, "dot"},
                      {{"export", "simgrid", "none.yaml", "--out", "map.xml"}, 2, "none.yaml"},
                      {{"export", "simgrid", "base.yaml", "--out", "empty"}, 2, "a folder is there"},
                      {{"export", "simgrid", "base.yaml", "--out", "none/map.xml"}, 2, "there is no folder"},
                      {{"export", "simgrid", "base.yaml", "--out", "letter/letter.txt"}, 2, "not replaced"},
                      {{"report", "study.yaml", "--out", ""}, 2, "the name is empty"},
                      {{"report", "study.yaml", "--folder", ""}, 2, "the name is empty"},
                      {{"report", "study.yaml", "--out", "none/r.html"}, 2, "there is no folder"},
                      {{"report", "study.yaml", "--out", "letter/letter.txt"}, 2, "not replaced"}});
}

TEST_CASE("every refusal of a sweep has its code", "[exit_code]") {
    SmallStudy const files;
    files.write("letter/letter.txt", "dear planner");
    auto const sweep_with = [](Words const& more) {
        return joined({"sweep", "study.yaml", "--out", "out", "--quiet"}, more);
    };
    check_all(files, {{{"sweep", "none.yaml", "--out", "out"}, 2, "none.yaml"},
                      {{"sweep", "base.yaml", "--out", "out"}, 2, "base.yaml"},
                      {{"sweep", "study.yaml", "--out", ""}, 2, "the name is empty"},
                      {{"sweep", "study.yaml", "--out", "letter"}, 2, "something else"},
                      {sweep_with({"--resume"}), 2, "there is no study"},
                      {sweep_with({"--merge"}), 2, "there is no study"},
                      {sweep_with({"--rows-only"}), 2, "no share"},
                      {sweep_with({"--merge", "--shard", "1/2"}), 2, "--shard"},
                      {sweep_with({"--shard", "3/2"}), 2, "no share"},
                      {sweep_with({"--stop-before", "soon"}), 2, "soon"},
                      {sweep_with({"--replay", "none"}), 2, "no study"}});
    CHECK_FALSE(fs::exists(files.file("out")));
    // A share of two: the other runs are missing, and so is what is said of them.
    check_all(files, {{sweep_with({"--shard", "1/2", "--rows-only"}), 0, "--merge"},
                      {sweep_with({"--merge"}), 1, "runs are missing"},
                      {{"status", "out"}, 1, "done"},
                      {{"report", "out"}, 3, "no tables yet"},
                      {{"compare", "out"}, 0, "runs are missing"}});
    REQUIRE(run_meridian(sweep_with({"--resume"}), files.folder()).exit_code == 0);
    check_all(files, {{{"status", "out"}, 0, "done"},
                      {{"compare", "out", "--baseline", "nowhere"}, 2, "nowhere"},
                      {{"compare", "out", "--metric", "luck"}, 2, "luck"},
                      {{"compare", "out", "--metric", "request_delay_s_mean"}, 3, "request_delay_s_mean"},
                      {{"report", "out", "base.yaml"}, 2, "a single run stands in no report"}});
    files.change("study.yaml", "values: [1, 1.5]", "values: [1, 2]");
    check_all(files, {{sweep_with({"--shard", "1/2"}), 2, "not this one as it stands now"}});
}

TEST_CASE("what is asked of several ranks and needs one ends with 2", "[exit_code]") {
    SmallStudy const files;
    // As mpirun starts each rank; that MPI is there is not asked for.
    std::string const as_rank =
        "cd \"$1\" && OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=0 \"$0\" report study.yaml";
    CommandResult const answer = run_shell(as_rank, {files.folder()});
    CAPTURE(answer.out, answer.err);
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.out, Catch::Contains("several ranks cannot write one report"));
    CHECK_FALSE(fs::exists(files.file("study.results")));
}

TEST_CASE("a check whose answer is no ends with 1", "[exit_code]") {
    SmallStudy const files;
    // A green premium without a green share changes nothing.
    files.change("base.yaml", "carbon: 0.5 kg/kWh", "carbon: 0.5 kg/kWh, green_premium: 0.1 CNY/kWh");
    CommandResult const warned = run_meridian({"validate", "base.yaml"}, files.folder());
    CAPTURE(warned.out, warned.err);
    CHECK(warned.exit_code == 0);
    REQUIRE_THAT(warned.err, Catch::Contains("warning"));
    CHECK(run_meridian({"validate", "base.yaml", "--strict"}, files.folder()).exit_code == 1);
}

TEST_CASE("what the system refuses ends with 5", "[exit_code]") {
    SmallStudy const files;
    REQUIRE(run_meridian({"run", "base.yaml", "--out", "out", "--quiet"}, files.folder()).exit_code == 0);
    files.change("out/summary.json", "jobs_arrived", "jobs_arrivad");
    check_all(files, {{{"report", "out"}, 5, "summary.json"}});
    CommandResult const full = run_shell("\"$0\" policies > /dev/full", {});
    CHECK(full.exit_code == 5);
}

}  // namespace meridian::testing
