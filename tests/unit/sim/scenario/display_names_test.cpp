// Names for people: read from records and tables, and without any effect on figures.
#include <string>

#include "tests/support/catch.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

using namespace meridian;
using testing::good_but;
using testing::WrittenFiles;

namespace {

constexpr auto named_classes =
    "classes:\n"
    "  - {name: batch, display_name: Batch work, name_zh: 批处理, kind: training, arrivals: {rate: 10 /h, "
    "by: gdp},\n"
    "     runtime: 2 h, residency: {within: province, share: 10 %}}\n";
constexpr auto plain_classes =
    "classes:\n"
    "  - {name: batch, kind: training, arrivals: {rate: 10 /h, by: gdp},\n"
    "     runtime: 2 h, residency: {within: province, share: 10 %}}\n";

// The good scenario with tables of nodes and sites.
std::string with_tables(std::string_view classes, std::string_view top = "") {
    std::string text = good_but(
        "nodes:\n"
        "  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
        "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n",
        "nodes: {table: nodes.csv}\n");
    auto const sites = text.find("sites:\n");
    text.replace(sites, text.find("pools:\n") - sites, "sites: {table: sites.csv}\n");
    text.replace(text.find("classes:\n"), std::string::npos, classes);
    return text.append(top);
}

void write_tables(WrittenFiles const& folder) {
    folder.write("nodes.csv",
                 "name,display_name,name_zh,latitude,longitude,province\n"
                 "beijing,Beijing,北京,39.9,116.4,Beijing\n"
                 "tianjin,,天津,39.1,117.2,Tianjin\n");
    folder.write("sites.csv",
                 "name,display_name,name_zh,node,tariff,grid,cooling\n"
                 "hub1,\"Hub, Beijing\",北京枢纽,beijing,flat,coal,hall\n");
}

void write_plain_tables(WrittenFiles const& folder) {
    folder.write("nodes.csv",
                 "name,latitude,longitude,province\n"
                 "beijing,39.9,116.4,Beijing\ntianjin,39.1,117.2,Tianjin\n");
    folder.write("sites.csv", "name,node,tariff,grid,cooling\nhub1,beijing,flat,coal,hall\n");
}

}  // namespace

TEST_CASE("display names are read from records and tables", "[scenario][names]") {
    WrittenFiles const folder;
    write_tables(folder);
    auto const reading = testing::read(folder.write("s.yaml", with_tables(named_classes, "name_zh: 基准\n")));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.scenario);
    Scenario const& s = *reading.scenario;
    CHECK(s.name_zh == "基准");
    CHECK(s.map.nodes()[NodeId{0}].display == DisplayName{"Beijing", "北京"});
    CHECK(s.map.nodes()[NodeId{1}].display == DisplayName{"", "天津"});
    CHECK(s.sites[SiteId{0}].display == DisplayName{"Hub, Beijing", "北京枢纽"});
    CHECK_FALSE(s.regions[RegionId{0}].display.given());
    // The part that may not leave its province says so.
    REQUIRE(s.classes.size() == 2);
    CHECK(s.classes[ClassId{0}].display == DisplayName{"Batch work", "批处理"});
    CHECK(s.classes[ClassId{1}].name == "batch/province");
    CHECK(s.classes[ClassId{1}].display ==
          DisplayName{"Batch work (within the province)", "批处理（不出省）"});
    // What was read is written again.
    auto const text = scenario::resolved_yaml(reading.resolved);
    auto const again = testing::read(folder.write("again.yaml", text));
    REQUIRE(again.scenario);
    CHECK(again.scenario->sites[SiteId{0}].display == s.sites[SiteId{0}].display);
}

TEST_CASE("no figure depends on display names", "[scenario][names]") {
    WrittenFiles const folder;
    write_tables(folder);
    auto const named = scenario::figures_yaml(
        testing::read(
            folder.write("s.yaml", with_tables(named_classes,
                                               "name_zh: 基准\noperator: one of two\noperator_zh: 其一\n")))
            .resolved);
    write_plain_tables(folder);
    auto const plain =
        scenario::figures_yaml(testing::read(folder.write("s.yaml", with_tables(plain_classes))).resolved);
    CHECK(named == plain);
    auto const other = scenario::figures_yaml(
        testing::read_set(folder / "s.yaml", {"classes.batch.arrivals.rate=11 /h"}).resolved);
    CHECK(other != plain);
}

TEST_CASE("an empty display name is an error", "[scenario][names]") {
    WrittenFiles const folder;
    for (std::string const key : {"display_name", "name_zh"}) {
        auto const text = good_but("{name: Tianjin,", "{name: Tianjin, " + key + ": \"\",");
        auto const reading = testing::read(folder.write("s.yaml", text));
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems.front().wrong == key + " of the region 'Tianjin': the text is empty");
    }
}
