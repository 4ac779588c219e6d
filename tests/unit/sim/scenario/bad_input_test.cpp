// Each error a user can make, with its location, its words and its fix, and nothing else beside it.
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "tests/unit/sim/scenario/bad_inputs.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

TEST_CASE("an error in a scenario is reported at its location, with a fix, and alone", "[scenario]") {
    WrittenFiles const folder;
    for (auto const& [text, instead, expected] : bad_edits()) {
        CAPTURE(text, instead);
        check_problem(folder, read(folder.write("s.yaml", good_but(text, instead))), expected);
    }
}

TEST_CASE("brackets hundreds deep are an error and not a crash", "[scenario]") {
    WrittenFiles const folder;
    auto const deep = good_but("name: base", "name: " + std::string(200, '[') + std::string(200, ']'));
    check_problem(folder, read(folder.write("s.yaml", deep)),
                  {"s.yaml:2:106", "more than 100 deep", "brackets"});
    auto const open = good_but("name: base", "name: " + std::string(100'000, '['));
    check_problem(folder, read(folder.write("s.yaml", open)),
                  {"s.yaml:2:7", "this list is not closed", "']'"});
}

TEST_CASE("aliases that multiply are an error and not the end of memory", "[scenario]") {
    std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c <= 'i'; ++c) {
        auto const before = std::string(1, static_cast<char>(c - 1));
        text += fmt::format("{0}: &{0} [*{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}]\n", c,
                            before);
    }
    WrittenFiles const folder;
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.problems.size() == 1);
    CHECK_THAT(reading.problems.front().wrong, Catch::Contains("aliases repeat more than 1000000 values"));
}

TEST_CASE("all errors are reported, in the order of the file", "[scenario]") {
    WrittenFiles const folder;
    auto text = good_but("horizon: 1 d", "horizon: 1 m");
    text.replace(text.find("node: tianjin"), 13, "node: tienjin");
    text.replace(text.find("servers: 2"), 10, "servers: x");
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.problems.size() == 3);
    CHECK(reading.problems[0].where.line == 4);
    CHECK(reading.problems[1].where.line == 19);
    CHECK(reading.problems[2].where.line == 21);
}

TEST_CASE("a wrong column of a long table is reported a thousand times and no more", "[scenario]") {
    WrittenFiles const folder;
    std::string table = "name,latitude,longitude\n";
    for (int i = 0; i < 3000; ++i)
        table += fmt::format("n{},north,100\n", i);
    folder.write("n.csv", table);
    auto const nodes =
        "nodes:\n  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    auto const reading = read(folder.write("s.yaml", good_but(nodes, "nodes: {table: n.csv}\n")));
    // 3000 latitudes, of which 1000 are kept, and beijing (of a link and of a site) and tianjin (of a link and of a
    // region), of which the first is new and kept.
    REQUIRE(reading.problems.size() == 1001);
    CHECK(scenario::count_of(reading.problems) == 3004);
    CHECK(scenario::grouped(reading.problems).size() == 2);
}

TEST_CASE("names of thousands of parts are an error and not a crash", "[scenario]") {
    WrittenFiles const folder;
    std::string const dots(100'000, '.');
    folder.write("n.csv", "name,latitude,longitude,a" + dots + "\nbeijing,39.9,116.4,1\n");
    auto const nodes =
        "nodes:\n  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n";
    check_problem(folder, read(folder.write("s.yaml", good_but(nodes, "nodes: {table: n.csv}\n"))),
                  {"n.csv:1:25", "more than 100 parts", "arrivals.rate"});
    auto const reading = read_set(folder.write("g.yaml", good_scenario), {"a" + dots + "=1"});
    REQUIRE(reading.problems.size() == 1);
    CHECK_THAT(reading.problems.front().wrong, Catch::Contains("more than 100 parts"));
}

TEST_CASE("the hundred first unknown keys of a file get a suggestion", "[scenario]") {
    WrittenFiles const folder;
    std::string text{good_scenario};
    for (int i = 0; i < 300; ++i)
        text += fmt::format("horizon{}: 1\n", i);
    auto const reading = read(folder.write("s.yaml", text));
    REQUIRE(reading.problems.size() == 300);
    CHECK(reading.problems[99].fix == "did you mean 'horizon'?");
    CHECK_THAT(reading.problems[100].fix, Catch::StartsWith("the keys here are: "));
}

TEST_CASE("a parameter that counts is a whole number", "[scenario]") {
    WrittenFiles const folder;
    auto const text = good_but("horizon: 1 d", "horizon: 1 d\npolicy: {name: min_cost_flow, jobs: 12.387}");
    check_problem(folder, scenario::read_scenario(folder.write("s.yaml", text), {}, app::vocabulary()),
                  {"s.yaml:5:37", "not a whole number", "write 12 or 13"});
}
