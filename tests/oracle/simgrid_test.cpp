// SimGrid as a witness: its published figures through our module, and our map through SimGrid alone.
#include <cmath>
#include <regex>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/data.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/process.hpp"
#include "tests/support/transfer_bench.hpp"

namespace meridian::testing {
namespace {

struct PlatformLink {
    BytesPerSecond bandwidth;
    Duration latency;
};

double number(std::string const& text, Dimension dimension) {
    return std::get<Parsed>(parse_quantity(text, dimension)).value;
}

// The only link of the route from Tremblay to Jupiter.
PlatformLink tremblay_to_jupiter(std::string const& xml) {
    std::regex const route{R"re(<route src="Tremblay" dst="Jupiter">\s*<link_ctn id="(\w+)"/>\s*</route>)re"};
    std::smatch match;
    REQUIRE(std::regex_search(xml, match, route));
    std::regex const link{fmt::format(
        R"re(<link id="{}" bandwidth="([0-9.]+MB)ps" latency="([0-9.]+ms)"/>)re", match[1].str())};
    REQUIRE(std::regex_search(xml, match, link));
    return {BytesPerSecond{number(match[1].str() + "/s", Dimension::data_rate)},
            Duration{std::llround(number(match[2], Dimension::duration))}};
}

// SimGrid's defaults add acknowledgements of 5 % on the way back. Its link is one for both ways, so that a
// flow takes 1.05 of its rate from it; ours has a direction of its own for the way back, and gets that much
// less capacity instead.
NationalMap map_of(PlatformLink const& from) {
    Table<NodeId, Node> nodes;
    nodes.add({"Tremblay", "Tremblay", 0.0, 0.0});
    nodes.add({"Jupiter", "Jupiter", 0.0, 0.0});
    Link link;
    link.a = NodeId{0};
    link.b = NodeId{1};
    link.capacity = from.bandwidth;
    link.usable_share = 1.0 / 1.05;
    link.delay = from.latency;
    Table<LinkId, Link> links;
    links.add(link);
    return NationalMap{std::move(nodes), std::move(links), Duration{0}};
}

// "0.019014 150.178356": one byte there, then 1 GB back.
std::string ping_pong(NationalMap const& map, Selection const& selection) {
    TransferBench bench{map, selection};
    Ends ends;
    bench.model->start(SimTime{}, {bench.path(0, 1), Bytes{1}, 1});
    advance_to_end(*bench.model, ends);
    bench.model->start(ends.at(1), {bench.path(1, 0), Bytes{1'000'000'000}, 2});
    advance_to_end(*bench.model, ends);
    return fmt::format("{:.6f} {:.6f}", in_seconds(ends.at(1)).count(), in_seconds(ends.at(2)).count());
}

struct Published {
    std::string model;
    std::string figures;
};

}  // namespace

// SimGrid's own golden run of its example app-pingpong on small_platform.xml.
TEST_CASE("SimGrid's published ping-pong comes out of the module", "[oracle][simgrid]") {
    auto const platform = data_file("simgrid-platforms/small_platform.xml");
    if (!platform) return;
    NationalMap const map = map_of(tremblay_to_jupiter(read_file(*platform)));
    for (Published const& published :
         {Published{"CM02", "0.001462 145.639041"}, Published{"LV08", "0.019014 150.178356"}}) {
        Selection selection = network("simgrid");
        selection.parameters["model"] = published.model;
        selection.parameters["tcp_gamma"] = Bytes{4194304};  // SimGrid's default
        std::string got;
        if (!with_model(
                "simgrid", [&] { return ping_pong(map, selection); }, got))
            return;
        CHECK(got == published.figures);
    }
}

// 4194304 B / (2 x 1.461517 ms) is above that link's capacity; a window of 10 kB is not.
TEST_CASE("a TCP window limits a flow to window / (2 x latency)", "[oracle][simgrid]") {
    NationalMap const map = map_of({BytesPerSecond{1.05e9}, std::chrono::milliseconds{10}});
    Selection selection = network("simgrid");
    selection.parameters["tcp_gamma"] = Bytes{10'000};
    std::string got;
    // 10 kB / 20 ms = 500 kB/s: 10 ms + 1 B / 500 kB/s = 0.010002 s; then 10 ms + 2000 s.
    if (with_model(
            "simgrid", [&] { return ping_pong(map, selection); }, got))
        CHECK(got == "0.010002 2000.020002");
}

}  // namespace meridian::testing
