#include "sim/report/simgrid_platform.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

std::string platform_of(Scenario const& scenario) {
    testing::TemporaryFolder const here;
    system::FileReplacement file{here.file("platform.xml")};
    report::write_simgrid_platform(scenario, file);
    file.publish();
    return testing::read_file(here.file("platform.xml"));
}

// Three places in a row, b - a - c, links of 1 and 2 Gbit/s of which half is usable; sites at a and twice at
// c. One router adds 1 ms.
Scenario row() {
    Scenario s = testing::one_site(8, std::chrono::hours{1});
    Table<NodeId, Node> nodes;
    for (char const* const name : {"a", "b & co", "c"})
        nodes.add({name, name, 0.0, 0.0});
    Table<LinkId, Link> links;
    for (std::uint32_t const other : {1U, 2U}) {
        Link link;
        link.name = "to " + std::to_string(other);
        link.a = NodeId{other};
        link.b = NodeId{0};
        link.capacity = BytesPerSecond{125e6 * other};
        link.usable_share = 0.5;
        link.delay = std::chrono::milliseconds{4};
        links.add(link);
    }
    s.map = NationalMap{std::move(nodes), std::move(links), std::chrono::milliseconds{1}};
    Site site = s.sites[SiteId{0}];
    site.name = "second";
    site.node = NodeId{2};
    s.sites.add(site);
    site.name = "third";
    s.sites.add(site);
    return s;
}

}  // namespace

TEST_CASE("a platform has hosts, links and routes as Meridian has them", "[simgrid_platform]") {
    Scenario const scenario = row();
    std::string const xml = platform_of(scenario);
    auto const has = [&](std::string const& part) { CHECK_THAT(xml, Catch::Contains(part)); };

    // 8 cards of the scenario's only accelerator at a; nothing at b and c.
    double const card = scenario.accelerators[AcceleratorId{0}].fp16_dense.count();
    CHECK(card > 0.0);
    has("<host id=\"a\" speed=\"" + std::to_string(static_cast<long long>(8.0 * card)) + "f\">");
    has("<host id=\"b &amp; co\" speed=\"1f\"/>");
    has("<prop id=\"site\" value=\"second,third\"/>");
    has("<prop id=\"tier\" value=\"site,site\"/>");

    has("<link id=\"to 1\" bandwidth=\"62500000Bps\" latency=\"0.005s\" sharing_policy=\"SPLITDUPLEX\"/>");
    has("<link id=\"to 2\" bandwidth=\"125000000Bps\"");

    // From site nodes a and c to every node, each pair once; links run from their other end to a.
    has("<route src=\"a\" dst=\"b &amp; co\">\n      <link_ctn id=\"to 1\" direction=\"DOWN\"/>\n    "
        "</route>");
    has("<route src=\"c\" dst=\"b &amp; co\">\n      <link_ctn id=\"to 2\" direction=\"UP\"/>\n"
        "      <link_ctn id=\"to 1\" direction=\"DOWN\"/>\n    </route>");
    std::size_t routes = 0;
    for (std::size_t at = xml.find("<route "); at != std::string::npos; at = xml.find("<route ", at + 1))
        ++routes;
    CHECK(routes == 3);
}
