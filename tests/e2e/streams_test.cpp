// Standard streams that are closed, full, or without a reader.
#include <string>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

// Warns: a tier that no site has.
std::string warning_scenario(TemporaryFolder const& work) {
    std::string const file = work.file("warns.yaml");
    write_file(file, "include: " + triangle + "\nname: Warns\ntiers: [{name: site}, {name: spare}]\n");
    return file;
}

}  // namespace

TEST_CASE("standard error that cannot be written changes nothing") {
    TemporaryFolder const work;
    std::string const warns = warning_scenario(work);
    for (std::string const closed : {"2>&-", "2>/dev/full"}) {
        INFO(closed);
        CHECK(run_shell("\"$0\" validate \"$1\" " + closed + " | grep -c warning", {warns}).out == "1\n");
        CHECK(run_shell("\"$0\" run \"$1\" --out \"$2\" " + closed, {warns, work.file("out")}).exit_code ==
              0);
        CHECK(run_shell("\"$0\" run none.yaml " + closed, {}).exit_code == 2);
        CHECK(run_shell("\"$0\" no_such_command " + closed, {}).exit_code == 2);
        CHECK(run_shell("\"$0\" run " + closed, {}).exit_code == 2);
    }
}

TEST_CASE("standard output that cannot be written ends with 5 and is reported") {
    for (std::string const closed : {">&-", ">/dev/full"}) {
        for (std::string const command : {"run \"$1\"", "validate \"$1\"", "screen \"$1\"", "schema",
                                          "policies", "--help", "--version"}) {
            CommandResult const answer = run_shell("\"$0\" " + command + " 2>&1 " + closed, {triangle});
            INFO(command << ' ' << closed << ": " << answer.out);
            CHECK(answer.exit_code == 5);
            CHECK_THAT(answer.out, Catch::Contains("standard output could not be written"));
        }
    }
}

TEST_CASE("a reader that leaves ends nothing and is not reported") {
    for (std::string const command : {"run \"$1\"", "schema --reference", "--help", "policies"}) {
        TemporaryFolder const work;
        // The reader is gone before the program starts; its exit code follows.
        CommandResult const answer =
            run_shell("mkfifo \"$2/pipe\" && { : <\"$2/pipe\" & } && exec 3>\"$2/pipe\" && wait && \"$0\" " +
                          command + " >&3; echo \"code $?\"",
                      {triangle, work.path()});
        INFO(command);
        CHECK(answer.out == "code 0\n");
    }
}

TEST_CASE("a file that the program opens never takes the number of a closed stream") {
    TemporaryFolder const work;
    std::string const warns = warning_scenario(work);
    CommandResult const answer =
        run_shell("\"$0\" run \"$1\" --out \"$2\" --log jobs <&- >&- 2>&-", {warns, work.file("out")});
    CHECK(answer.exit_code == 5);  // nobody can read what it prints
    REQUIRE(run_meridian({"run", warns, "--out", work.file("usual"), "--log", "jobs"}).exit_code == 0);
    for (std::string const& name : everything_in(work.file("usual"))) {
        if (name == "manifest.json") continue;
        CHECK(read_file(work.file("out/" + name)) == read_file(work.file("usual/" + name)));
    }
}

}  // namespace meridian::testing
