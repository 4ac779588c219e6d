#include "sim/report/names.hpp"

#include <algorithm>
#include <string>

#include "sim/report/tables.hpp"
#include "sim/study/study_names.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

Scenario two_towns() {
    Scenario s = testing::one_site(2, std::chrono::hours{1});
    Table<NodeId, Node> nodes;
    for (char const* const name : {"north", "south", "east"})
        nodes.add(Node{name, name, 40.0, 116.0});
    nodes[NodeId{0}].display = {"North Town", "北镇"};
    nodes[NodeId{1}].display = {"", "南镇"};
    Table<LinkId, Link> links;
    for (auto const& [name, a, b] :
         {std::tuple{"n-s", 0U, 1U}, std::tuple{"s-n", 1U, 0U}, std::tuple{"s-e", 1U, 2U}}) {
        Link link;
        link.name = link.key = name;
        link.a = NodeId{a};
        link.b = NodeId{b};
        link.capacity = BytesPerSecond{1e9};
        links.add(link);
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    s.name = "Two towns";
    s.name_zh = "两镇";
    s.sites[SiteId{0}].name = "hall";
    s.sites[SiteId{0}].display = {"Hall, east wing", ""};
    s.policy = {Selection{"nearest_user", {}, {"Nearest to the user", "就近用户"}}};
    return s;
}

}  // namespace

TEST_CASE("names.csv has a row of each entity that has a name beside its identifier", "[report][names]") {
    Scenario const s = two_towns();
    report::NameTable names;
    names.add(s);
    std::string const expected =
        "kind,id,name_en,name_zh\n"
        "scenario,Two towns,Two towns,两镇\n"
        "policy,nearest_user,Nearest to the user,就近用户\n"
        "node,north,North Town,北镇\n"
        "node,south,south,南镇\n"
        "site,hall,\"Hall, east wing\",\n"
        // Parallel links have their own names too.
        "link,n-s,North Town – south (n-s),北镇 – 南镇 (n-s)\n"
        "link,s-n,south – North Town (s-n),南镇 – 北镇 (s-n)\n"
        "link,s-e,south – east,南镇 – east\n";
    CHECK(study::csv(study::names_table, names.rows(), {}) == expected);
}

TEST_CASE("a run's names.csv is the same table as a study's", "[report][names]") {
    Scenario s = testing::one_site(2, std::chrono::hours{1});
    s.sites[SiteId{0}].display = {"The hall", "机房"};
    observe::Ledger const ledger = testing::play(s);
    report::Facts const facts{s, ledger};
    auto const kinds = report::tables();
    auto const kind = std::ranges::find(kinds, std::string_view{"names.csv"}, &report::TableKind::file);
    REQUIRE(kind != kinds.end());
    CHECK(report::csv(*kind, facts) == study::csv(study::names_table, facts.names.rows(), {}));
    CHECK_THAT(report::csv(*kind, facts), Catch::Contains("The hall,机房"));
}

TEST_CASE("the first name of an entity stays, and a bare identifier is no name", "[report][names]") {
    report::NameTable names;
    names.add("layout", "f", {});
    names.add("layout", "f", {"f", "f"});
    CHECK(names.rows().empty());
    names.add("layout", "f", {"F: 3 hubs", ""});
    names.add("layout", "f", {"Other", "其他"});
    names.add("future", "f", {"", "未来"});
    REQUIRE(names.rows().size() == 2);
    CHECK(names.rows()[0].name == DisplayName{"F: 3 hubs", ""});
    CHECK(names.rows()[1].name == DisplayName{"f", "未来"});
}
