// `meridian verify`, as a user has it.
#include <filesystem>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

std::string const shared_link = source("scenarios/tiny/shared_link.yaml");
std::string const two_ways = source("scenarios/tiny/two_ways.yaml");

#ifdef MERIDIAN_HAS_SIMGRID
constexpr bool has_simgrid = true;
#else
constexpr bool has_simgrid = false;
#endif

}  // namespace

TEST_CASE("verify finds our network model and SimGrid to agree") {
    if (!has_simgrid) {
        WARN("skipped: has_simgrid without SimGrid");
        return;
    }
    for (Words const& words :
         {Words{"verify", shared_link}, Words{"verify", two_ways},
          Words{"verify", china, "--quiet", "--set", "horizon=2 d", "--set", "policy=least_congested",
                "--set", "path_choices=3", "--set",
                "events=[{name: cut, link: beijing-shijiazhuang, from: 3 h, until: 9 h},"
                " {name: narrow, link: beijing-tianjin, from: 5 h, until: 12 h, left: 20 %},"
                " {name: far cut, link: ulanqab-hohhot, from: 8 h, until: 20 h}]"},
          Words{"verify", china, "--quiet", "--set", "horizon=2 d"},
          Words{"verify", shared_link, "--network", "{name: fluid, tcp_window: 1 MB}"},
          Words{"verify", shared_link, "--network", "delay"}}) {
        CommandResult const answer = run_meridian(words);
        INFO(answer.out << answer.err);
        CHECK(answer.exit_code == 0);
        CHECK(answer.err.empty());
        CHECK_THAT(answer.out, Catch::Contains("all agree") && !Catch::Contains("NO"));
        for (std::string const& line : lines_of(answer.out))
            CHECK(line.size() <= 80);
    }
}

TEST_CASE("verify reports what is wrong with its input, and writes nothing") {
    TemporaryFolder const work;
    CommandResult const none = run_meridian({"verify"}, work.path());
    CHECK(none.exit_code == 2);
    CommandResult const missing = run_meridian({"verify", "nowhere.yaml"}, work.path());
    CHECK(missing.exit_code == 2);
    CHECK_THAT(missing.err, Catch::Contains("nowhere.yaml"));
    CHECK(everything_in(work.path()).empty());
}

TEST_CASE("verify without SimGrid says how to get it") {
    TemporaryFolder const work;
    std::string const alone = work.file("meridian");
    std::filesystem::copy_file(meridian_binary, alone);
    CommandResult const answer = run_program(alone, {"verify", shared_link});
    CHECK(answer.exit_code == 5);
    CHECK_THAT(answer.err, Catch::Contains("fix: install the package libsimgrid-dev"));
}

TEST_CASE("Ctrl-C ends verify") {
    CommandResult const answer =
        run_meridian({"verify", china, "--quiet", "--set", "horizon=3000 d"}, {}, 1000);
    CHECK(answer.exit_code == 130);
    CHECK_THAT(answer.err, Catch::Contains("stopped"));
}

}  // namespace meridian::testing
