// Overlay files: lists of named records merge by name.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

namespace meridian::testing {
namespace {

// Two sites with a pool each, and two links.
std::string two_sites() {
    auto text =
        good_but("pools:\n",
                 "  - {name: hub2, node: tianjin, tariff: flat, grid: coal, cooling: hall, storage: 5 PB}\n"
                 "pools:\n"
                 "  - {site: hub2, accelerator: card, servers: 3, width: 8}\n");
    return text;
}

std::vector<std::string> names_of_sites(Scenario const& s) {
    std::vector<std::string> names;
    for (SiteId const site : s.sites.keys())
        names.push_back(s.sites[site].name);
    return names;
}

std::map<std::string, std::int64_t> servers_by_site(Scenario const& s) {
    std::map<std::string, std::int64_t> servers;
    for (PoolId const pool : s.pools.keys())
        servers[s.sites[s.pools[pool].site].name] += s.pools[pool].servers;
    return servers;
}

// The file over two_sites().
scenario::Reading read_over(WrittenFiles const& folder, std::string const& upper) {
    folder.write("base.yaml", two_sites());
    return read(folder.write("s.yaml", "include: base.yaml\n" + upper));
}

}  // namespace

TEST_CASE("an overlay changes one site by its name, and leaves the others", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading = read_over(folder, "sites: [{name: hub2, power_limit: 20 MW}]\n");
    static_cast<void>(good(folder, reading));
    Scenario const& s = *reading.scenario;
    CHECK(names_of_sites(s) == std::vector<std::string>{"hub1", "hub2"});
    CHECK(servers_by_site(s) == std::map<std::string, std::int64_t>{{"hub1", 2}, {"hub2", 3}});
    CHECK_FALSE(s.sites[SiteId{0}].power_limit);
    REQUIRE(s.sites[SiteId{1}].power_limit);
    CHECK(s.sites[SiteId{1}].power_limit == Microwatts{20'000'000'000'000});
}

TEST_CASE("a pool is known as site/accelerator, to overlays and to --set", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const by_name = read_over(folder, "pools: [{name: hub2/card, servers: 7}]\n");
    static_cast<void>(good(folder, by_name));
    CHECK(servers_by_site(*by_name.scenario) ==
          std::map<std::string, std::int64_t>{{"hub1", 2}, {"hub2", 7}});
    auto const by_keys = read_over(folder, "pools: [{site: hub1, accelerator: card, servers: 9}]\n");
    static_cast<void>(good(folder, by_keys));
    CHECK(servers_by_site(*by_keys.scenario) ==
          std::map<std::string, std::int64_t>{{"hub1", 9}, {"hub2", 3}});
    auto const by_option = read_set(folder.write("one.yaml", two_sites()), {"pools.hub2/card.servers=4"});
    static_cast<void>(good(folder, by_option));
    CHECK(servers_by_site(*by_option.scenario) ==
          std::map<std::string, std::int64_t>{{"hub1", 2}, {"hub2", 4}});
}

TEST_CASE("a new name adds, behind those of the base", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading =
        read_over(folder,
                  "sites: [{name: edge, node: tianjin, tariff: flat, grid: coal, cooling: hall}]\n"
                  "pools: [{site: edge, accelerator: card, servers: 1, width: 8}]\n");
    static_cast<void>(good(folder, reading));
    CHECK(names_of_sites(*reading.scenario) == std::vector<std::string>{"hub1", "hub2", "edge"});
}

TEST_CASE("a removed site takes its pools along", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading = read_over(folder, "sites: {remove: [hub2]}\n");
    static_cast<void>(good(folder, reading));
    CHECK(names_of_sites(*reading.scenario) == std::vector<std::string>{"hub1"});
    CHECK(servers_by_site(*reading.scenario) == std::map<std::string, std::int64_t>{{"hub1", 2}});
}

TEST_CASE("a removed site may come back with other pools", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading =
        read_over(folder,
                  "sites: {remove: hub2, records: [{name: hub2, node: beijing, tariff: flat, grid: coal, "
                  "cooling: hall}]}\n"
                  "pools: [{site: hub2, accelerator: card, servers: 5, width: 8}]\n");
    static_cast<void>(good(folder, reading));
    CHECK(names_of_sites(*reading.scenario) == std::vector<std::string>{"hub1", "hub2"});
    CHECK(servers_by_site(*reading.scenario) ==
          std::map<std::string, std::int64_t>{{"hub1", 2}, {"hub2", 5}});
    CHECK(reading.scenario->sites[SiteId{1}].storage == std::nullopt);  // nothing of the former one is left
}

TEST_CASE("replace: true leaves out all that the files below have", "[scenario][layers]") {
    WrittenFiles const folder;
    folder.write("pools.csv", "site,accelerator,servers,width\nedge,card,6,8\n");
    auto const reading =
        read_over(folder,
                  "sites: {replace: true, records: [{name: edge, node: tianjin, tariff: flat, grid: coal, "
                  "cooling: hall}]}\n"
                  "pools: {table: pools.csv, replace: true}\n");
    static_cast<void>(good(folder, reading));
    CHECK(servers_by_site(*reading.scenario) == std::map<std::string, std::int64_t>{{"edge", 6}});
}

TEST_CASE(
    "only: true keeps the records that the file lists, in its order, with what they lack of those of their "
    "name",
    "[scenario][layers]") {
    WrittenFiles const folder;
    folder.write("base.yaml", two_sites());
    folder.write("sites.csv", "name,power_limit [MW]\nhub2,20\nhub1,10\n");
    folder.write("pick.yaml",
                 "include: base.yaml\nsites: {table: sites.csv, only: true}\n"
                 "pools: {only: true, records: [{name: hub2/card, servers: 7}, {name: hub1/card}]}\n");
    auto const both = read(folder / "pick.yaml");
    static_cast<void>(good(folder, both));
    Scenario const& s = *both.scenario;
    CHECK(names_of_sites(s) == std::vector<std::string>{"hub2", "hub1"});
    CHECK(s.sites[SiteId{1}].power_limit == Microwatts{10'000'000'000'000});
    CHECK(servers_by_site(s) == std::map<std::string, std::int64_t>{{"hub1", 2}, {"hub2", 7}});

    // A new name adds, at its place; a site that is not listed takes its pools along.
    auto const one =
        read_over(folder,
                  "sites: {only: true, records: [{name: edge, node: tianjin, tariff: flat, grid: "
                  "coal, cooling: hall}, {name: hub1}]}\n");
    static_cast<void>(good(folder, one));
    CHECK(names_of_sites(*one.scenario) == std::vector<std::string>{"edge", "hub1"});
    CHECK(servers_by_site(*one.scenario) == std::map<std::string, std::int64_t>{{"hub1", 2}});
}

TEST_CASE("only: true of an overlay picks from a catalogue that replaces what the base has",
          "[scenario][layers]") {
    WrittenFiles const folder;
    folder.write("base.yaml", two_sites());
    folder.write("catalogue.yaml",
                 "sites: {replace: true, records: [{name: hub1, node: tianjin, tariff: flat, grid: coal, "
                 "cooling: hall}, {name: west, node: beijing, tariff: flat, grid: coal, cooling: hall}]}\n"
                 "pools: {replace: true, records: [{site: hub1, accelerator: card, width: 4}]}\n");
    auto const layout = folder.write("layout.yaml",
                                     "include: [base.yaml, catalogue.yaml]\nsites: {only: true, records: "
                                     "[{name: hub1, power_limit: 1 MW}]}\n"
                                     "pools: {only: true, records: [{name: hub1/card, servers: 3}]}\n");
    scenario::ReadOptions options;
    options.overlays = {layout};
    for (auto const& reading : {read(layout), read(folder / "base.yaml", options)}) {
        static_cast<void>(good(folder, reading));
        Scenario const& s = *reading.scenario;
        CHECK(names_of_sites(s) == std::vector<std::string>{"hub1"});
        CHECK(s.sites[SiteId{0}].storage == std::nullopt);  // of the catalogue, not of the base
        CHECK(s.pools[PoolId{0}].width == 4);
        CHECK(s.pools[PoolId{0}].servers == 3);
    }
}

TEST_CASE("layers add up from below: a later include over an earlier one, the file over all",
          "[scenario][layers]") {
    WrittenFiles const folder;
    folder.write("base.yaml", two_sites());
    folder.write(
        "layout.yaml",
        "include: base.yaml\npools: [{name: hub1/card, servers: 10}, {name: hub2/card, servers: 11}]\n");
    folder.write("future.yaml",
                 "include: base.yaml\npools: [{name: hub1/card, servers: 20}]\nsites: {remove: [hub2]}\n");
    auto const reading = read(folder.write(
        "s.yaml", "include: [layout.yaml, future.yaml]\npools: [{name: hub1/card, width: 4}]\n"));
    static_cast<void>(good(folder, reading));
    Scenario const& s = *reading.scenario;
    CHECK(servers_by_site(s) == std::map<std::string, std::int64_t>{{"hub1", 20}});
    CHECK(s.pools[PoolId{0}].width == 4);

    // As an overlay of the command line.
    scenario::ReadOptions options;
    options.overlays = {folder / "layout.yaml", folder / "future.yaml"};
    auto const laid = read(folder / "base.yaml", options);
    static_cast<void>(good(folder, laid));
    CHECK(servers_by_site(*laid.scenario) == std::map<std::string, std::int64_t>{{"hub1", 20}});
}

TEST_CASE("what is removed and was never there is said, with the name that was meant", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading = read_over(folder, "sites: {remove: [hub2, hubb1]}\n");
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems.front().where.line == 2);
    CHECK(reading.problems.front().where.column == 24);
    CHECK(reading.problems.front().wrong == "there is no record 'hubb1' of 'sites' to remove");
    CHECK(reading.problems.front().fix == "did you mean 'hub1'?");
}

TEST_CASE("forms of a list of records that are wrong are said", "[scenario][layers]") {
    WrittenFiles const folder;
    struct Bad {
        char const* text;
        char const* wrong;
    };
    for (Bad const& bad :
         {Bad{"sites: {records: 5}\n", "'records' needs a list, and this is a value"},
          Bad{"sites: {record: []}\n", "'record' is not allowed here: 'sites' is a list or one table"},
          Bad{"sites: {table: pools.csv, records: []}\n", "records and a table stand side by side"},
          Bad{"sites: {replace: maybe}\n", "'maybe'"}, Bad{"sites: {only: 2}\n", "only"},
          Bad{"sites: {remove: {a: b}}\n", "sites"}}) {
        CAPTURE(bad.text);
        auto const reading = read_over(folder, bad.text);
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems.front().wrong.find(bad.wrong) != std::string::npos);
        CHECK(reading.problems.front().where.line == 2);
    }
}

TEST_CASE("two records of one name in one file are still two", "[scenario][layers]") {
    WrittenFiles const folder;
    auto const reading = read_over(folder, "sites: [{name: hub2, power_limit: 20 MW}, {name: hub2}]\n");
    CHECK(std::ranges::any_of(reading.problems, [](scenario::Problem const& problem) {
        return problem.wrong.find("two site records named 'hub2'") != std::string::npos;
    }));
}

}  // namespace meridian::testing
