// `network: simgrid` and `export simgrid`, as a user has them.
#include <filesystem>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {
namespace {

// Everything that a run wrote but its timing, one file behind the other.
std::string results_in(std::string const& folder) {
    std::string all;
    for (std::string const& file : everything_in(folder)) {
        if (file != "manifest.json") all += file + "\n" + read_file(folder + "/" + file);
    }
    return all;
}

#ifdef MERIDIAN_HAS_SIMGRID
constexpr bool built = true;
#else
constexpr bool built = false;
#endif

bool skipped() {
    if (!built) WARN("skipped: built without SimGrid");
    return !built;
}

}  // namespace

TEST_CASE("a run with SimGrid holds its audits and can be repeated byte by byte") {
    if (skipped()) return;
    TemporaryFolder const work;
    for (std::string const network : {"simgrid", "{name: simgrid, model: LV08}"}) {
        for (std::string const& scenario : {triangle, china}) {
            std::string const set = "network=" + network;
            Words words{"run", scenario, "--quiet", "--log", "jobs", "--set", set, "--out"};
            if (scenario == china) words.insert(words.begin() + 2, {"--set", "horizon=2 d"});
            CommandResult const one = run_meridian(joined(words, {work.file("one")}));
            INFO(scenario << " " << network << "\n" << one.err);
            REQUIRE(one.exit_code == 0);
            CHECK(one.err.empty());
            CHECK_THAT(one.out, Catch::Contains("Self-check passed"));
            REQUIRE(run_meridian(joined(words, {work.file("two")})).exit_code == 0);
            CHECK(results_in(work.file("one")) == results_in(work.file("two")));
        }
    }
}

TEST_CASE("SimGrid's sharing and LV08 make transfers longer than delay does") {
    if (skipped()) return;
    TemporaryFolder const work;
    auto const staged = [&](std::string const& network) {
        std::string const folder = work.file(network.substr(0, 5) + std::to_string(network.size()));
        CommandResult const answer = run_meridian({"run", china, "--quiet", "--set", "horizon=2 d", "--set",
                                                   "network=" + network, "--out", folder});
        INFO(answer.err);
        REQUIRE(answer.exit_code == 0);
        return json_in(folder + "/summary.json").at("stage_s_mean").get<double>();
    };
    double const alone = staged("delay");
    double const cm02 = staged("simgrid");
    CHECK(cm02 > alone);
    CHECK(staged("{name: simgrid, model: LV08}") > cm02);
}

TEST_CASE("transfers under way when a run is cut leave no noise") {
    if (skipped()) return;
    // Inputs of 61.7 PB a week: some are always under way.
    CommandResult const answer = run_meridian(
        {"run", china, "--quiet", "--network", "simgrid", "--set", "horizon=1.5 d", "--set", "end=cut"});
    CHECK(answer.exit_code == 0);
    CHECK(answer.err.empty());
    CHECK_THAT(answer.out, Catch::Contains("Self-check passed"));
}

TEST_CASE("Ctrl-C is still heard when SimGrid is there") {
    if (skipped()) return;
    CommandResult const answer =
        run_meridian({"run", china, "--quiet", "--network", "simgrid", "--set", "horizon=3000 d"}, {}, 1000);
    CHECK(answer.exit_code == 130);
    CHECK_THAT(answer.err, Catch::Contains("nothing was written"));
}

TEST_CASE("without its module, SimGrid is reported as missing and the rest works") {
    TemporaryFolder const work;
    std::string const alone = work.file("meridian");
    std::filesystem::copy_file(meridian_binary, alone);
    CommandResult const answer = run_program(alone, {"run", triangle, "--network", "simgrid"});
    CHECK(answer.exit_code == 5);
    CHECK(answer.out.empty());
    CHECK_THAT(answer.err, Catch::Contains("the transfer model 'simgrid' was not built") &&
                               Catch::Contains("fix: install the package libsimgrid-dev"));
    CHECK(run_program(alone, {"run", triangle}).exit_code == 0);

    write_file(work.file("meridian_simgrid.so"), "no library");
    CommandResult const broken = run_program(alone, {"run", triangle, "--network", "simgrid"});
    CHECK(broken.exit_code == 5);
    CHECK_THAT(broken.err, Catch::Contains("cannot be loaded") && Catch::Contains("libsimgrid3.32"));
}

TEST_CASE("a wrong choice of SimGrid's model is reported with the right ones") {
    CommandResult const answer =
        run_meridian({"run", triangle, "--set", "network={name: simgrid, model: LV8}", "--quiet"});
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err, Catch::Contains("LV8") && Catch::Contains("LV08"));
}

TEST_CASE("export writes a platform whole or not at all, and says what is wrong") {
    TemporaryFolder const work;
    std::string const file = work.file("platform.xml");
    write_file(file, "what was there");
    std::string const bad = work.file("bad.yaml");
    write_file(bad, "meridian: 1\nname: Bad\nhorizn: 1 d\n");
    struct Case {
        Words words;
        std::string said;
    };
    std::vector<Case> const cases{
        {{"export", "simgird", triangle, "--out", file}, "did you mean 'simgrid'?"},
        {{"export", "simgrid", triangle}, "--out"},
        {{"export", "simgrid", "--out", file}, "SCENARIO|DIR is missing"},
        {{"export", "simgrid", bad, "--out", work.file("new.xml")}, "bad.yaml:3:1: there is no key 'horizn'"},
        {{"export", "simgrid", triangle, "--out", work.path()}, "a folder is there"},
        {{"export", "simgrid", triangle, "--out", work.file("none/p.xml")}, "there is no folder"},
        {{"export", "simgrid", triangle, "--out", ""}, "--out"},
        {{"export", "simgrid", triangle, "--out", file}, "was not written by `meridian export`"},
    };
    for (Case const& c : cases) {
        CommandResult const answer = run_meridian(c.words);
        INFO(answer.err);
        CHECK(answer.exit_code == 2);
        CHECK(answer.out.empty());
        CHECK_THAT(answer.err, Catch::Contains(c.said));
    }
    CHECK(read_file(file) == "what was there");

    std::filesystem::remove(file);
    REQUIRE(run_meridian({"export", "simgrid", triangle, "--out", file}).exit_code == 0);
    // An export takes the place of an earlier one.
    CommandResult const fine =
        run_meridian({"export", "simgrid", triangle, "--out", file, "--set", "links.0.capacity=8 Gbit/s"});
    INFO(fine.err);
    REQUIRE(fine.exit_code == 0);
    CHECK_THAT(read_file(file), Catch::StartsWith("<?xml version=\"1.0\"?>\n<!DOCTYPE platform") &&
                                    Catch::Contains("version=\"4.1\"") && Catch::Contains("1000000000Bps"));
    CHECK(everything_in(work.path()) == std::vector<std::string>{"bad.yaml", "platform.xml"});
}

}  // namespace meridian::testing
