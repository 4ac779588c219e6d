// Signals that ask a command to end: it unwinds, ends with 130 and leaves nothing unfinished.
#include <csignal>
#include <string>

#include <fmt/format.h>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

std::string const preload =
    "cd \"$1\" && export LD_PRELOAD=\"" + std::string{allocation_fault_library} + "\" && ";

int allocations(std::string const& folder, std::string const& command) {
    CommandResult const answer = run_shell(
        preload + "ALLOCATION_COUNT=count \"$0\" " + command + "; code=$?; rm -rf out; exit $code", {folder});
    INFO(command << ": " << answer.out);
    REQUIRE(answer.exit_code == 0);
    return std::stoi(read_file(folder + "/count"));
}

// `when`: the number of the allocation that raises it; with '+' behind it, all later ones, too.
CommandResult run_with_signal(std::string const& folder, std::string const& command, int signal,
                              std::string const& when) {
    return run_shell(preload +
                         fmt::format("ALLOCATION_SIGNAL={} ALLOCATION_FAULT={} exec \"$0\" ", signal, when) +
                         command,
                     {folder});
}

SmallStudy const& swept_study() {
    static SmallStudy const study;
    static bool const is_swept = [] {
        REQUIRE(
            run_meridian({"sweep", "study.yaml", "--out", "study", "--quiet"}, study.folder()).exit_code ==
            0);
        return true;
    }();
    static_cast<void>(is_swept);
    return study;
}

}  // namespace

TEST_CASE("a signal ends every command with 130 and leaves nothing unfinished", "[own_memory]") {
    std::string const& folder = swept_study().folder();
    auto const command =
        GENERATE(as<std::string>{}, "report study --out out --quiet", "report study --out out --format md",
                 "report study --out out --format csv", "report study --out out --format json",
                 "report study --out out --format xlsx", "compare study", "status study",
                 "screen base.yaml near.yaml", "validate base.yaml near.yaml",
                 "export simgrid base.yaml --out out", "run base.yaml --out out --quiet");
    int const all = allocations(folder, command);
    int signals[]{SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGXCPU};
    int ended = 0;
    for (int sample = 0; sample < 10; ++sample) {
        int const when = 1 + sample * all / 10;
        CommandResult const answer =
            run_with_signal(folder, command, signals[sample % 5], std::to_string(when));
        INFO(command << ", signal " << signals[sample % 5] << " at allocation " << when << " of " << all
                     << ": " << answer.out);
        CHECK((answer.exit_code == 130 || answer.exit_code == 0));
        for (std::string const& name : everything_in(folder)) {
            CHECK_THAT(name, !Catch::Contains(".partial-"));
            if (answer.exit_code == 130) CHECK_THAT(name, !Catch::StartsWith("out"));
        }
        CHECK(run_shell("rm -rf \"$1/out\"", {folder}).exit_code == 0);
        if (answer.exit_code == 130) ++ended;
    }
    CHECK(ended > 0);
}

TEST_CASE("a signal ends the browser that prints a report, too", "[own_memory]") {
    TemporaryFolder const work;
    std::string const& folder = swept_study().folder();
    write_file(work.file("chromium"), "#!/bin/sh\necho $$ >\"$TEST_BROWSER\"\nexec sleep 60\n");
    CommandResult const answer = run_shell(
        "cd \"$1\"; chmod +x \"$2/chromium\"; export TEST_BROWSER=\"$2/process\" PATH=\"$2:$PATH\"; "
        "\"$0\" report study --out out.pdf --format pdf --quiet & "
        "for i in $(seq 100); do [ -s \"$2/process\" ] && break; sleep 0.1; done; "
        "kill -TERM $!; wait $!; code=$?; kill -0 $(cat \"$2/process\") && code=99; exit $code",
        {folder, work.path()});
    INFO(answer.out);
    CHECK(answer.exit_code == 130);
    for (std::string const& name : everything_in(folder)) {
        CHECK_THAT(name, !Catch::Contains(".partial-"));
        CHECK_THAT(name, !Catch::StartsWith("out"));
    }
}

TEST_CASE("a second signal ends a command at once", "[own_memory]") {
    std::string const& folder = swept_study().folder();
    std::string const command = "report study --out out --quiet";
    std::string const from_half = std::to_string(allocations(folder, command) / 2) + "+";
    CHECK(run_with_signal(folder, command, SIGTERM, from_half).exit_code == 128 + SIGTERM);
    CHECK(run_with_signal(folder, command, SIGXCPU, from_half).exit_code == 130);  // it comes every second
}

TEST_CASE("a command under nohup goes on when its terminal goes", "[own_memory]") {
    std::string const& folder = swept_study().folder();
    CommandResult const answer = run_shell(
        preload + "trap '' HUP && ALLOCATION_SIGNAL=1 ALLOCATION_FAULT=100 exec \"$0\" compare study",
        {folder});
    INFO(answer.out);
    CHECK(answer.exit_code == 0);
}

TEST_CASE("a limit of file size ends a report with 5 and leaves nothing", "[own_memory]") {
    std::string const& folder = swept_study().folder();
    for (std::string const format : {"html", "md", "csv", "json", "xlsx"}) {
        CommandResult const answer = run_shell(  // blocks of 512 or 1024 bytes, as the shell has it
            "cd \"$1\" && ulimit -f 1 && exec \"$0\" report study --out out --quiet --format " + format,
            {folder});
        INFO(format << ": " << answer.out);
        CHECK(answer.exit_code == 5);
        for (std::string const& name : everything_in(folder)) {
            CHECK_THAT(name, !Catch::Contains(".partial-"));
            CHECK_THAT(name, !Catch::StartsWith("out"));
        }
    }
}

TEST_CASE("too few file descriptors are a fault of the system", "[own_memory]") {
    std::string const& folder = swept_study().folder();
    for (int most = 4; most < 12; ++most) {
        for (std::string const command :
             {"run base.yaml --out out --quiet", "validate base.yaml", "compare study", "status study"}) {
            CommandResult const answer = run_shell(
                fmt::format("cd \"$1\" && ulimit -n {} && exec \"$0\" {}", most, command), {folder});
            INFO(command << " with " << most << " descriptors: " << answer.out);
            if (answer.exit_code == 127) continue;  // below what the loader needs
            CHECK((answer.exit_code == 5 || answer.exit_code == 0));
            CHECK(run_shell("rm -rf \"$1/out\"", {folder}).exit_code == 0);
        }
    }
}

}  // namespace meridian::testing
