// Exported platforms, read back by SimGrid alone.
#include "sim/report/simgrid_platform.hpp"

#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/own_process.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

#ifdef MERIDIAN_HAS_SIMGRID

namespace meridian::testing {
namespace {

// One transfer after the other, between nodes.
struct Leg {
    std::size_t from, to;
    std::int64_t bytes;
};

// When each leg has ended, in seconds, as SimGrid alone has it.
std::vector<double> by_simgrid(std::string const& file, NationalMap const& map,
                               std::vector<Leg> const& legs) {
    std::vector<std::string> words{file};
    for (Leg const& leg : legs) {
        for (std::size_t const end : {leg.from, leg.to})
            words.push_back(map.nodes()[NodeId{static_cast<std::uint32_t>(end)}].name);
        words.push_back(std::to_string(leg.bytes));
    }
    CommandResult const answer = run_program(platform_times_binary, words);
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    std::vector<double> ends;
    std::istringstream lines{answer.out};
    for (double end = 0.0; lines >> end;)
        ends.push_back(end);
    REQUIRE(ends.size() == legs.size());
    return ends;
}

// The same by one of our models.
std::vector<double> by_meridian(std::string const& model, Scenario const& scenario,
                                std::vector<Leg> const& legs) {
    std::vector<NodeId> sources;
    for (Site const& site : scenario.sites)
        sources.push_back(site.node);
    auto const work = [&] {
        TransferBench bench{scenario.map, network(model), sources};
        Ends ends;
        SimTime now{};
        std::string text;
        for (std::uint32_t i = 0; i < legs.size(); ++i) {
            bench.model->start(now, {bench.path(legs[i].from, legs[i].to), Bytes{legs[i].bytes}, i});
            advance_to_end(*bench.model, ends);
            now = ends.at(i);
            text += fmt::format("{}\n", in_seconds(now).count());
        }
        return text;
    };
    std::string text;
    REQUIRE(with_model(model, work, text));
    std::vector<double> ends;
    std::istringstream lines{text};
    for (double end = 0.0; lines >> end;)
        ends.push_back(end);
    return ends;
}

// From and to every site's node, to and from every third node, of several sizes.
std::vector<Leg> legs_of(Scenario const& scenario) {
    std::vector<Leg> legs;
    for (Site const& site : scenario.sites) {
        for (std::size_t to = (site.node.index + 1) % 3; to < scenario.map.nodes().size(); to += 3) {
            if (to == site.node.index) continue;
            legs.push_back({site.node.index, to, 1'000'000'000});
            legs.push_back({to, site.node.index, 7'000});
        }
    }
    return legs;
}

void export_to(std::string const& file, Scenario const& scenario) {
    system::FileReplacement out{file};
    report::write_simgrid_platform(scenario, out);
    out.publish();
}

}  // namespace

TEST_CASE("SimGrid alone gives our figures on an exported platform", "[oracle][simgrid]") {
    auto const path = GENERATE("scenarios/tiny/triangle.yaml", "scenarios/national/china.yaml");
    CAPTURE(path);
    TemporaryFolder const work;
    std::string const file = work.file("platform.xml");
    CommandResult const answer = run_meridian({"export", "simgrid", source(path), "--out", file});
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);

    auto const reading = scenario::read_scenario(source(path), {}, app::vocabulary());
    REQUIRE(reading.scenario);
    auto const legs = legs_of(*reading.scenario);
    REQUIRE(legs.size() >= 4);
    auto const theirs = by_simgrid(file, reading.scenario->map, legs);
    for (std::string const model : {"simgrid", "delay"}) {
        CAPTURE(model);
        auto const ours = by_meridian(model, *reading.scenario, legs);
        REQUIRE(ours.size() == theirs.size());
        for (std::size_t i = 0; i < ours.size(); ++i) {
            INFO("leg " << i);
            // Each leg may end a nanosecond later for being a whole one.
            CHECK(std::abs(ours[i] - theirs[i]) <= 1e-9 * theirs[i] + 2e-9 * static_cast<double>(i + 1));
        }
    }
}

TEST_CASE("any names make a platform that SimGrid reads", "[oracle][simgrid]") {
    Scenario scenario = random_world(4);
    Table<NodeId, Node> nodes = scenario.map.nodes();
    Table<LinkId, Link> links = scenario.map.links();
    std::vector<std::string> const node_names{"meridian", "<A & \"B\">", "it's", "\u5317\u4eac", "a, b"};
    std::vector<std::string> const link_names{"x", "x_UP", "x_DOWN", "x_UP~", "<&\">"};
    for (NodeId const n : nodes.keys())
        if (n.index < node_names.size()) nodes[n].name = node_names[n.index];
    for (LinkId const l : links.keys())
        if (l.index < link_names.size()) links[l].name = link_names[l.index];
    for (SiteId const s : scenario.sites.keys())
        scenario.sites[s].name += "\"<&>\n";
    scenario.map = NationalMap{std::move(nodes), std::move(links), scenario.map.router_delay()};

    TemporaryFolder const work;
    std::string const file = work.file("platform.xml");
    export_to(file, scenario);
    auto const legs = legs_of(scenario);
    auto const theirs = by_simgrid(file, scenario.map, legs);
    auto const ours = by_meridian("delay", scenario, legs);
    for (std::size_t i = 0; i < legs.size(); ++i)
        CHECK(theirs[i] == Approx(ours[i]).epsilon(1e-8));
}

}  // namespace meridian::testing

#else

TEST_CASE("SimGrid alone gives our figures on an exported platform", "[oracle][simgrid]") {
    WARN("skipped: built without SimGrid");
}

#endif
