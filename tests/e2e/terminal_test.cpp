// What people read on a terminal: widths, colour, and the same tables as JSON.
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/report/table/display_width.hpp"
#include "tests/e2e/outcome.hpp"
#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

constexpr char escape = '\x1b';

CommandResult at_width(std::string const& columns, Words const& words) {
    return run_shell("columns=$1; shift; COLUMNS=$columns \"$0\" \"$@\"", joined({columns}, words));
}

std::size_t widest_line(std::string const& text) {
    std::size_t widest = 0;
    for (std::string const& line : lines_of(text))
        widest = std::max(widest, report::display_width(line));
    return widest;
}

bool has_script() {
    return run_shell("command -v script >/dev/null", {}).exit_code == 0;
}

}  // namespace

TEST_CASE("no line is wider than the terminal, and no name is cut", "[terminal]") {
    SmallStudy const files;
    REQUIRE(sweep(files, "out").exit_code == 0);
    std::vector<Words> const commands{
        {"run", triangle},
        {"run", source("scenarios/tiny/calendar.yaml")},
        {"run", source("scenarios/tiny/rules.yaml")},
        {"run", source("scenarios/tiny/net_cost.yaml")},
        {"screen", triangle, source("scenarios/tiny/chat.yaml")},
        {"screen", files.file("study.yaml")},
        {"compare", files.file("out")},
        {"status", files.file("out")},
        {"diff", files.file("near.yaml"), files.file("both.yaml")},
        {"diff", files.file("study.yaml"), "near", "far", "--results", files.file("out")},
        {"policies"}};
    for (Words const& words : commands) {
        for (std::string const columns : {"80", "100", "140", "160"}) {
            CommandResult const answer = at_width(columns, words);
            INFO(words[0] << " " << words.back() << " at " << columns << "\n" << answer.out << answer.err);
            CHECK(answer.exit_code == 0);
            CHECK(widest_line(answer.out) <= std::stoul(columns));
        }
    }
    std::string const wide = at_width("140", {"compare", files.file("out")}).out;
    CHECK_THAT(wide, Catch::Contains("Far") && Catch::Contains("Near"));
}

TEST_CASE("colour and bold are for terminals without NO_COLOR", "[terminal]") {
    CHECK(run_meridian({"run", triangle}).out.find(escape) == std::string::npos);
    if (!has_script()) {
        WARN("skipped: there is no `script` that makes a pseudo terminal");
        return;
    }
    auto const on_terminal = [&](std::string const& variables) {
        return run_shell("script -qec \"env " + variables + " '$0' run '$1'\" /dev/null </dev/null",
                         {triangle});
    };
    CommandResult const coloured = on_terminal("-u NO_COLOR TERM=xterm");
    INFO(coloured.out);
    CHECK(coloured.exit_code == 0);
    CHECK_THAT(coloured.out, Catch::Contains("\x1b[32mSelf-check passed\x1b[0m"));
    CHECK(on_terminal("NO_COLOR=1 TERM=xterm").out.find(escape) == std::string::npos);
    CHECK(on_terminal("-u NO_COLOR TERM=dumb").out.find(escape) == std::string::npos);
}

TEST_CASE("run begins with what decides, and says how many checks were made", "[terminal]") {
    std::string const text = run_meridian({"run", source("scenarios/tiny/net_cost.yaml")}).out;
    // 1,191 CNY of bill and 1,350 CNY of value lost.
    CHECK_THAT(text, Catch::Contains("SLO attainment") && Catch::Contains("net cost of the demand") &&
                         Catch::Contains("2,541 CNY"));
    CHECK_THAT(text, Catch::Contains("Self-check passed (12 of 12 conservation checks)"));
    CHECK(text.find("Headline figures") < text.find("Self-check"));
    CHECK(text.find("Self-check") < text.find("Jobs by class"));
}

TEST_CASE("screen ranks layouts, of files or of a study, and marks the best", "[terminal]") {
    SmallStudy const files;
    CommandResult const answer = run_meridian({"screen", files.file("study.yaml")});
    INFO(answer.out << answer.err);
    REQUIRE(answer.exit_code == 0);
    CHECK_THAT(answer.out,
               Catch::Contains("Static estimate of 3 layouts by cost per active accelerator-hour"));
    CHECK_THAT(answer.out, Catch::Contains("\n*    1  "));
    nlohmann::json const all =
        nlohmann::json::parse(run_meridian({"screen", files.file("study.yaml"), "--json"}).out);
    CHECK(all.at("tables").at("static").size() == 3);
}

}  // namespace meridian::testing
