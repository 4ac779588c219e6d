// Problems by their kinds: the first of each with a count, and none that follows from another.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;
using scenario::Problem;
using scenario::SourceLocation;

namespace {

Problem problem(int line, std::string wrong) {
    return Problem{SourceLocation{"s.yaml", line, 1}, std::move(wrong), "mend it"};
}

std::string kind(std::string wrong) {
    return scenario::kind_of(problem(1, std::move(wrong)));
}

std::string words_of_all(WrittenFiles const& folder, scenario::Reading const& reading) {
    std::string all;
    for (auto const& one : reading.problems)
        all += folder.shortened(words(one)) + "\n";
    return all;
}

}  // namespace

TEST_CASE("the kind of a problem leaves out names, values and lines, and keeps keys", "[unit][problems]") {
    CHECK(kind("there is no site 'hub1'") == kind("there is no site 'hub2'"));
    CHECK(kind("there is no site 'hub1'") != kind("there is no node 'hub1'"));
    CHECK(kind("this row has 3 cells, the header has 12") == kind("this row has 14 cells, the header has 5"));
    CHECK(kind("there is no key 'lat' in a node") != kind("there is no key 'lon' in a node"));
    CHECK(kind("the site 'a' has no 'node', where it stands") ==
          kind("the site 'b' has no 'node', where it stands"));
    CHECK(kind("the site 'a' has no 'node'") != kind("the site 'a' has no 'grid'"));
    CHECK(kind("there is no site 'hub1'") == "there is no site '...'");
}

TEST_CASE("groups have the first problem, their number and the next places", "[unit][problems]") {
    std::vector<Problem> all;
    for (int line = 3; line < 9; ++line)
        all.push_back(problem(line, fmt::format("there is no site 'hub{}'", line)));
    all.push_back(problem(20, "there is no node 'x'"));
    all[1].further = 100;
    auto const groups = scenario::grouped(all);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].first.where.line == 3);
    CHECK(groups[0].count == 106);  // six, and the hundred that were only counted
    REQUIRE(groups[0].others.size() == 3);
    CHECK(groups[0].others[2].line == 6);
    CHECK(groups[1].count == 1);
    CHECK(scenario::count_of(all) == 107);
}

TEST_CASE("problems beyond those that are kept count to the first of their kind, and a new kind is kept",
          "[unit][problems]") {
    scenario::Problems problems;
    for (int line = 1; line <= 2500; ++line)
        problems.add(problem(line, fmt::format("there is no site 'hub{}'", line)));
    problems.add(problem(3000, "there is no node 'x'"));
    auto const all = problems.sorted();
    REQUIRE(all.size() == scenario::Problems::most_kept + 1);
    CHECK(all.front().further == 1500);
    CHECK(all.back().wrong == "there is no node 'x'");
    CHECK(scenario::count_of(all) == 2501);
    CHECK(problems.count() == 2501);
    CHECK(scenario::grouped(all).size() == 2);
}

TEST_CASE("one mistake makes one problem", "[unit][problems]") {
    struct Mistake {
        std::string_view text, instead, wrong;
    };
    WrittenFiles const folder;
    for (auto const& [text, instead, wrong] : std::vector<Mistake>{
             {"latitude: 39.9", "lat: 39.9", "there is no key 'lat' in a node"},
             {"latitude: 39.9", "latitude: north", "'north'"},
             {"sites:\n", "sits:\n", "there is no key 'sits' in a scenario"},
             {"nodes:\n", "cities:\n", "there is no key 'cities' in a scenario"},
             {"accelerators:\n", "gpus:\n", "there is no key 'gpus' in a scenario"},
             {"{name: hub1, node: beijing, tariff: flat, grid: coal, cooling: hall}", "hub1",
              "site 1 is a value"},
             {"{name: hub1,", "{nmae: hub1,", "there is no key 'nmae' in a site"},
             {"{name: hub1,", "{name: [hub1],", "this is a list"},
             {"node: beijing, tariff", "node: beijng, tariff", "there is no node 'beijng'"},
             {"power: 500 W", "power: 500", "'500' has no unit"},
             {"masses: {gdp: 16737}", "gdp: 16737", "there is no key 'gdp' in a region"},
             {"masses: {gdp: 16737}", "mass: {gdp: 16737}", "there is no key 'mass' in a region"},
             {"arrivals: {rate", "arrival: {rate", "there is no key 'arrival' in a class"},
             {"runtime: 2 h", "duration: 2 h", "there is no key 'duration' in a class"},
             {"a: beijing, b: tianjin", "from: beijing, b: tianjin", "there is no key 'from' in a link"},
             {"a: beijing", "a: beijng", "there is no node 'beijng'"},
             {"length: 148 km", "distance: 148 km", "there is no key 'distance' in a link"}}) {
        CAPTURE(instead);
        auto const reading = read(folder.write("s.yaml", good_but(text, instead)));
        CAPTURE(words_of_all(folder, reading));
        REQUIRE(reading.problems.size() == 1);
        CHECK_THAT(reading.problems.front().wrong, Catch::Contains(std::string{wrong}));
    }
}

TEST_CASE("a link whose node is misspelt is no unknown link of its events", "[unit][problems]") {
    WrittenFiles const folder;
    auto const text = good_but("{a: beijing, b", "{a: beijng, b");
    auto const reading = read(
        folder.write("s.yaml", text + "events: [{name: e, link: beijing-tianjin, from: 1 h, until: 2 h}]\n"));
    CAPTURE(words_of_all(folder, reading));
    REQUIRE(reading.problems.size() == 1);
    CHECK_THAT(reading.problems.front().fix, Catch::Contains("did you mean 'beijing'?"));
}

TEST_CASE("a mass that one region misspells is said once, and not as missing elsewhere", "[unit][problems]") {
    WrittenFiles const folder;
    auto const reading = read(folder.write(
        "s.yaml", good_but("  - {name: Tianjin, node: tianjin, masses: {gdp: 16737}}\n",
                           "  - {name: Tianjin, node: tianjin, masses: {population: 1364, gdp: 16737}}\n"
                           "  - {name: Beijing, node: beijing, masses: {populaton: 2186, gdp: 43761}}\n")));
    CAPTURE(words_of_all(folder, reading));
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems.front().where.line == 22);
    CHECK(reading.problems.front().fix == "did you mean 'population'?");
}

TEST_CASE("a misspelt record of an overlay is one problem with the name that was meant", "[unit][problems]") {
    WrittenFiles const folder;
    folder.write("base.yaml", good_scenario);
    struct Mistake {
        std::string_view text, wrong, fix;
    };
    for (auto const& [text, wrong, fix] : std::vector<Mistake>{
             {"sites: [{name: hubb1, power_limit: 20 MW}]\n", "there is no site 'hubb1' to change",
              "did you mean 'hub1'?"},
             {"pools: [{name: hubb1/card, servers: 3}]\n", "there is no pool 'hubb1/card' to change",
              "did you mean 'hub1/card'?"},
             {"pools: [{name: hub1/carb, servers: 3}]\n", "there is no pool 'hub1/carb' to change",
              "write one of the names: hub1/card"},  // another product
             {"sites: [{name: elsewhere, power_limit: 20 MW}]\n",
              "a new one needs 'node', 'tariff', 'grid', 'cooling'", "write one of the names: hub1"}}) {
        CAPTURE(text);
        auto const reading = read(folder.write("s.yaml", "include: base.yaml\n" + std::string{text}));
        CAPTURE(words_of_all(folder, reading));
        REQUIRE(reading.problems.size() == 1);
        CHECK_THAT(reading.problems.front().wrong, Catch::Contains(std::string{wrong}));
        CHECK_THAT(reading.problems.front().fix, Catch::Contains(std::string{fix}));
    }
}

TEST_CASE("no message has an internal name of a record without names", "[unit][problems]") {
    WrittenFiles const folder;
    auto const reading = read(folder.write(
        "s.yaml",
        good_but("  - {a: beijing, b: tianjin, capacity: 400 Gbit/s, length: 148 km}\n",
                 "  - {capacity: 400 Gbit/s, length: 148 km}\n  - {capacity: 400 Gbit/s, length: 1 km}\n")));
    auto const all = words_of_all(folder, reading);
    CHECK(all.find("'-'") == std::string::npos);
    CHECK(reading.problems.size() == 4);  // 'a' and 'b' of each
    CHECK(scenario::grouped(reading.problems).size() == 2);
}
