// What is left on the disk when something goes wrong: results whole or not at all, and nobody's files harmed.
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

std::string const national = source("scenarios/national/china.yaml");
std::string const endless = source("tests/bench/forty_sites/scenario.yaml");  // with a horizon of years
constexpr char const* years = "horizon=3000 h";
constexpr int well_on_its_way_ms = 1000;

// Runs into `out` below `work`, which must be refused without a trace.
void check_refused(TemporaryFolder const& work) {
    Words const before = everything_in(work.path());
    CommandResult const answer = run_meridian({"run", triangle, "--out", work.file("out"), "--log", "jobs"});
    CHECK(answer.exit_code == 2);
    CHECK(answer.out.empty());
    CHECK_THAT(answer.err, Catch::Contains("--out") && Catch::Contains("fix:"));
    CHECK(everything_in(work.path()) == before);
}

void run_triangle(std::string const& folder) {
    REQUIRE(run_meridian({"run", triangle, "--out", folder}).exit_code == 0);
}

// Of a shell that ends with 99, 127 or `refused` where it may not do what the test needs.
void check_failed_there(CommandResult const& answer, int refused, std::string const& refusal,
                        std::string const& reason) {
    INFO(answer.out);
    if (answer.exit_code == 99 || answer.exit_code == refused || answer.exit_code == 127) {
        WARN("skipped: " << refusal << " here: " << answer.out);
        return;
    }
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.out, Catch::Contains(reason));
}

}  // namespace

TEST_CASE("a place that holds something else than results is refused and not touched") {
    TemporaryFolder const work;
    SECTION("somebody's file in the folder") {
        write_file(work.file("out/notes.txt"), "mine");
        check_refused(work);
        CHECK(read_file(work.file("out/notes.txt")) == "mine");
    }
    SECTION("a hidden file in the folder") {
        write_file(work.file("out/.git/HEAD"), "mine");
        check_refused(work);
    }
    SECTION("a file") {
        write_file(work.file("out"), "mine");
        check_refused(work);
        CHECK(read_file(work.file("out")) == "mine");
    }
    SECTION("a folder with some other program's manifest.json") {
        write_file(work.file("out/manifest.json"), "{\"name\": \"a web page\"}\n");
        write_file(work.file("out/index.html"), "mine");
        check_refused(work);
    }
    SECTION("results to which somebody has added a file") {
        run_triangle(work.file("out"));
        write_file(work.file("out/notes.txt"), "mine");
        check_refused(work);
    }
}

TEST_CASE("one who stands in the folder for the results sees them there, or is sent elsewhere") {
    TemporaryFolder const work;
    CommandResult const answer = run_shell(
        "mkdir \"$1/in\" && cd \"$1/in\" && \"$0\" run \"$2\" --out . --quiet || exit; "
        "ls summary.json || exit 98",
        {work.path(), triangle});
    INFO(answer.out);
    CHECK((answer.exit_code == 0 || answer.exit_code == 2));
    if (answer.exit_code == 2) CHECK(everything_in(work.path()) == Words{"in/"});
}

TEST_CASE("results go where a link points, and the link stays") {
    TemporaryFolder const work;
    CommandResult const answer = run_shell(
        "cd \"$1\" && mkdir large_disk && ln -s large_disk/runs out && mkdir large_disk/runs && "
        "\"$0\" run \"$2\" --out out --quiet && \"$0\" run \"$2\" --out out --quiet && test -L out",
        {work.path(), triangle});
    INFO(answer.out);
    CHECK(answer.exit_code == 0);
    CHECK_NOTHROW(json_in(work.file("large_disk/runs/summary.json")));
}

TEST_CASE("bad input leaves no folder") {
    TemporaryFolder const work;
    write_file(work.file("bad.yaml"), "meridian: 1\nname: Bad\n");
    Words const before = everything_in(work.path());
    for (Words const& words : std::vector<Words>{{work.file("bad.yaml"), "--out", work.file("out")},
                                                 {work.file("none.yaml"), "--out", work.file("a/b/out")},
                                                 {triangle, "--out", work.file("out"), "--policy", "neerest"},
                                                 {triangle, "--out", work.file("out"), "--log", "job"},
                                                 {triangle, "--out", work.file("out"), "--quite"}}) {
        CommandResult const answer = run_meridian(joined({"run"}, words));
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(everything_in(work.path()) == before);
    }
    CommandResult const nowhere = run_meridian({"run", triangle, "--log", "jobs"}, work.path());
    CHECK(nowhere.exit_code == 2);
    CHECK_THAT(nowhere.err, Catch::Contains("--out"));
    CHECK(everything_in(work.path()) == before);
}

TEST_CASE("without --out nothing is written") {
    TemporaryFolder const work;
    CommandResult const answer = run_meridian({"run", triangle}, work.path());
    CHECK(answer.exit_code == 0);
    CHECK_THAT(answer.out, Catch::Contains("nothing was written"));
    CHECK(everything_in(work.path()).empty());
}

TEST_CASE("Ctrl-C in the middle of a run ends it with 130 and leaves what was there before") {
    TemporaryFolder const work;
    Words const long_run{"run", endless, "--set", years, "--out", work.file("out"), "--log", "jobs"};
    SECTION("nothing") {
        CommandResult const answer = run_meridian(long_run, {}, well_on_its_way_ms);
        CHECK(answer.exit_code == 130);
        CHECK_THAT(answer.err, Catch::Contains("stopped"));
        CHECK(answer.out.empty());
        CHECK(everything_in(work.path()).empty());
    }
    SECTION("an earlier result") {
        run_triangle(work.file("out"));
        Words const before = everything_in(work.path());
        std::string const manifest = read_file(work.file("out/manifest.json"));
        CHECK(run_meridian(long_run, {}, well_on_its_way_ms).exit_code == 130);
        CHECK(everything_in(work.path()) == before);
        CHECK(read_file(work.file("out/manifest.json")) == manifest);
    }
    SECTION("a folder that was not there yet") {
        Words deep = long_run;
        deep[5] = work.file("new/out");
        CHECK(run_meridian(deep, {}, well_on_its_way_ms).exit_code == 130);
        CHECK(everything_in(work.path()).empty());
    }
}

TEST_CASE("a run that a batch system ends leaves nothing, and one that it kills is swept up by the next") {
    TemporaryFolder const work;
    std::string const stopped_by = "\"$0\" run \"$1\" --set '" + std::string{years} +
                                   "' --out \"$2\" --log jobs & process=$!; "
                                   "sleep 1; kill -$3 $process; wait $process";
    CommandResult const ended = run_shell(stopped_by, {endless, work.file("out"), "TERM"});
    INFO(ended.out);
    CHECK((ended.exit_code == 130 || ended.exit_code == 143));
    CHECK(everything_in(work.path()).empty());

    CHECK(run_shell(stopped_by, {endless, work.file("out"), "KILL"}).exit_code == 137);
    REQUIRE_FALSE(everything_in(work.path()).empty());  // nobody can clean up after that
    run_triangle(work.file("out"));
    for (std::string const& name : everything_in(work.path()))
        CHECK_THAT(name, Catch::StartsWith("out/"));
}

TEST_CASE("a full disk ends the run with 5 and its reason, and keeps the earlier result") {
    TemporaryFolder const work;
    write_file(work.file("disk/under"), "");
    // A disk of 96 KB of our own; nobody else sees it and it goes with the shell. 99: not permitted.
    CommandResult const answer = run_shell(
        "exec unshare -m sh -c 'mount -t tmpfs -o size=96k none \"$1\" 2>/dev/null || exit 99; cd \"$1\" || "
        "exit 99; "
        "\"$0\" run \"$2\" --out out --quiet >/dev/null || exit 98; cp out/manifest.json first; "
        "\"$0\" run \"$3\" --out out --log jobs --quiet; code=$?; "
        "cmp first out/manifest.json || exit 97; echo \"left: $(ls -A | tr \"\\n\" \" \")\"; exit $code' "
        "\"$0\" \"$@\"",
        {work.file("disk"), triangle, national});
    INFO(answer.out);
    if (answer.exit_code == 99 || answer.exit_code == 1 || answer.exit_code == 127) {
        WARN("skipped: a disk of our own cannot be mounted here, so no full disk was tried: " << answer.out);
        return;
    }
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.out, Catch::Contains("No space left on device") && Catch::Contains("jobs.csv"));
    CHECK_THAT(answer.out, Catch::Contains("left: first out \n"));
}

TEST_CASE("a disk that takes no more of a file ends the run with 5 and leaves nothing") {
    TemporaryFolder const work;
    // One block, of 512 or 1024 bytes as the shell has it; summary.json is longer than either.
    CommandResult const answer =
        run_shell("ulimit -f 1; trap '' XFSZ; exec \"$0\" run \"$1\" --out \"$2\" --quiet",
                  {triangle, work.file("out")});
    INFO(answer.out);
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.out, Catch::Contains("cannot write") && Catch::Contains("File too large"));
    CHECK(everything_in(work.path()).empty());
}

TEST_CASE("a place where nothing can be made ends the run with 5 and the reason") {
    TemporaryFolder const work;
    SECTION("below a file") {
        write_file(work.file("file"), "mine");
        CommandResult const answer = run_meridian({"run", triangle, "--out", work.file("file/out")});
        INFO(answer.err);
        CHECK(answer.exit_code == 5);
        CHECK_THAT(answer.err, Catch::Contains("cannot create") && Catch::Contains("Not a directory"));
        CHECK(read_file(work.file("file")) == "mine");
    }
    SECTION("in a file system that makes no folders") {
        CommandResult const answer = run_meridian({"run", triangle, "--out", "/proc/nowhere/out"});
        INFO(answer.err);
        CHECK(answer.exit_code == 5);
        CHECK_THAT(answer.err, Catch::Contains("cannot create") && Catch::Contains("/proc/nowhere"));
    }
    SECTION("on a disk that is mounted to be read") {
        write_file(work.file("disk/under"), "");
        CommandResult const answer = run_shell(
            "exec unshare -m sh -c 'mount -t tmpfs -o ro none \"$1\" 2>/dev/null || exit 99; "
            "exec \"$0\" run \"$2\" --out \"$1/out\"' \"$0\" \"$@\"",
            {work.file("disk"), triangle});
        check_failed_there(answer, 1, "a disk of our own cannot be mounted", "Read-only file system");
    }
    SECTION("in a folder of somebody else, as a user without rights") {
        // Only root can become another user; other users find a folder of root's without that.
        CommandResult const answer = run_shell(
            "[ $(id -u) = 0 ] || exit 99; chmod 755 \"$1\"; cp \"$2\" \"$1/s.yaml\"; "
            "exec setpriv --reuid=65534 --clear-groups \"$0\" run \"$1/s.yaml\" --out \"$1/out\"",
            {work.path(), triangle});
        check_failed_there(answer, 126, "cannot become another user", "Permission denied");
    }
    SECTION("in a folder that may not even be looked into") {
        CommandResult const answer = run_shell(
            "[ $(id -u) = 0 ] || exit 99; chmod 755 \"$1\"; mkdir -m 700 \"$1/locked\"; cp \"$2\" "
            "\"$1/s.yaml\"; "
            "exec setpriv --reuid=65534 --clear-groups \"$0\" run \"$1/s.yaml\" --out \"$1/locked/out\"",
            {work.path(), triangle});
        check_failed_there(answer, 126, "cannot become another user", "Permission denied");
    }
}

TEST_CASE("words that a full disk swallowed are not called a success") {
    CommandResult const answer = run_shell("\"$0\" schema --output >/dev/full", {});
    INFO(answer.out);
    CHECK(answer.exit_code == 5);
    CommandResult const run = run_shell("\"$0\" run \"$1\" >/dev/full", {triangle});
    INFO(run.out);
    CHECK(run.exit_code == 5);
}

}  // namespace meridian::testing
