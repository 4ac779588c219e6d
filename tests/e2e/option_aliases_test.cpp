// Options that other programs call otherwise, and what is kept when the system refuses.
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {}  // namespace

TEST_CASE("an option under another program's name is answered with ours") {
    struct Case {
        Words words;
        std::string wrong, fix;
    };
    std::vector<Case> const cases{
        {{"run", triangle, "--output", "x"}, "no option '--output'", "did you mean '--out'?"},
        {{"run", triangle, "--output=x"}, "no option '--output'", "did you mean '--out'?"},
        {{"run", triangle, "-o", "x"}, "no option '-o'", "did you mean '--out'?"},
        {{"run", triangle, "-out", "x"}, "no option '-out'", "did you mean '--out'?"},
        // The one that is required is not there because it is called otherwise.
        {{"sweep", "study.yaml", "--output", "x"}, "no option '--output'", "did you mean '--out'?"},
        {{"sweep", "study.yaml", "-o", "x"}, "no option '-o'", "did you mean '--out'?"},
        {{"sweep", "study.yaml", "--out", "x", "--threads", "4"}, "'--threads'", "'--workers'"},
        {{"sweep", "study.yaml", "--out", "x", "-j4"}, "'-j4'", "'--workers'"},
        {{"sweep", "study.yaml", "--out", "x", "-j", "4"}, "'-j'", "'--workers'"},
        {{"sweep", "study.yaml", "--out", "x", "--dryrun"}, "'--dryrun'", "'--dry-run'"},
        {{"run", triangle, "--threads", "4"}, "'--threads'", "one run is one process"},
        {{"run", triangle, "--verbose"}, "'--verbose'", "--log jobs"},
        {{"status", "x", "--verbose"}, "'--verbose'", "leave it out"},
        {{"run", "--config", triangle}, "'--config'", "without an option before it"},
        {{"compare", "x", "--format", "json"}, "'--format'", "'--json'"},
        {{"report", "x", "-f", "pdf"}, "'-f'", "'--format'"},
        {{"report", "x", "--language", "zh"}, "'--language'", "'--lang'"},
        {{"run", triangle, "--force"}, "'--force'", "leave it out"},
        {{"run", triangle, "-D", "horizon=1 d"}, "'-D'", "'--set'"},
        {{"run", triangle, "--polcy", "x"}, "'--polcy'", "did you mean '--policy'?"},
        {{"run", triangle, "--colour", "x"}, "'--colour'", "`meridian run --help` shows what it takes"},
    };
    for (Case const& one : cases) {
        CommandResult const answer = run_meridian(one.words);
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(one.wrong) && Catch::Contains("\n  fix: ") &&
                                   Catch::Contains(one.fix) &&
                                   Catch::Contains("--help` shows what it takes"));
        CHECK(lines_of(answer.err).size() == 2);
    }
    // What is none is no option: a value that begins with a dash.
    CHECK_THAT(run_meridian({"run", triangle, "--out"}).err, Catch::Contains("--out"));
}

TEST_CASE("every command that prints ends quietly when its reader leaves") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    for (std::string const command : {"run \"$1\"",
                                      "run \"$1\" --json",
                                      "validate \"$1\"",
                                      "validate \"$1\" --json",
                                      "screen \"$1\"",
                                      "screen \"$1\" --csv",
                                      "schema",
                                      "schema --reference",
                                      "schema --output",
                                      "policies",
                                      "policies --json",
                                      "policies easy",
                                      "status \"$2\"",
                                      "status \"$2\" --json",
                                      "compare \"$2\"",
                                      "compare \"$2\" --json",
                                      "sweep \"$3\" --out \"$2\" --dry-run",
                                      "sweep \"$3\" --out \"$2\"",
                                      "init",
                                      "--help",
                                      "sweep --help"}) {
        // The reader has gone before anything is written, and after the first line.
        for (std::string const reader : {"true", "head -1 >/dev/null"}) {
            CommandResult const answer =
                run_shell("{ { \"$0\" " + command + "; echo \"code $?\" >&3; } 2>&3 | { sleep 0.05; " +
                              reader + "; }; } 3>&1",
                          {triangle, files.file("out"), files.file("study.yaml")});
            INFO(command << " | " << reader << ": " << answer.out);
            // 0, or 141 of a program that SIGPIPE ends.
            CHECK((answer.out == "code 0\n" || answer.out == "code 141\n"));
        }
    }
}

TEST_CASE("a full disk says how many runs of a sweep are kept, and the same command goes on") {
    SmallStudy const files;
    TemporaryFolder const work;
    write_file(work.file("disk/under"), "");
    CommandResult const answer = run_shell(
        "exec unshare -m sh -c 'mount -t tmpfs -o size=64k none \"$1\" 2>/dev/null || exit 99; "
        "\"$0\" sweep \"$2\" --out \"$1/out\" --workers 1 --quiet; echo \"code $?\"; "
        "mount -o remount,size=64m \"$1\" || exit 99; "
        "\"$0\" sweep \"$2\" --out \"$1/out\" --workers 1 --quiet; echo \"code $?\"' \"$0\" \"$@\"",
        {work.file("disk"), files.file("study.yaml")});
    INFO(answer.out);
    if (answer.exit_code == 99 || answer.exit_code == 1 || answer.exit_code == 127) {
        WARN("skipped: a disk of our own cannot be mounted here: " << answer.out);
        return;
    }
    CHECK_THAT(answer.out, Catch::Contains("No space left on device") &&
                               Catch::Contains(" runs are kept in " + work.file("disk/out")) &&
                               Catch::Contains("; the same command goes on") &&
                               Catch::Contains("fix: free space on that disk") && Catch::Contains("code 5"));
    CHECK_THAT(answer.out, Catch::Contains("12 points; ") && Catch::Contains("code 0"));
    // As many runs are reused as were said to be kept.
    auto const at = answer.out.find(" of ");
    auto const begin = answer.out.rfind("  ", at);
    std::string const kept = answer.out.substr(begin + 2, at - begin - 2);
    CHECK_THAT(answer.out, Catch::Contains(", " + kept + " reused"));
}

TEST_CASE("a place where nothing can be written is named with what is to do") {
    CommandResult const answer = run_meridian({"run", triangle, "--out", "/proc/nowhere/out", "--quiet"});
    INFO(answer.err);
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.err, Catch::Contains("cannot create /proc/nowhere") &&
                               Catch::Contains("nothing of this run is kept") &&
                               Catch::Contains("\n  fix: "));
}

}  // namespace meridian::testing
