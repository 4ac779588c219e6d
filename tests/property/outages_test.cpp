// Links that fail at the worst instants: as transfers start, send their first byte, end or are an instant
// before or after that, and as other links fail and come back.
#include <algorithm>

#include "sim/transfer/transfer_log.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using testing::play;

namespace {

Link link_between(unsigned a, unsigned b, Duration delay) {
    Link link;
    link.name = link.key = std::to_string(a) + "-" + std::to_string(b);
    link.a = NodeId{a};
    link.b = NodeId{b};
    link.delay = delay;
    link.capacity = BytesPerSecond{1.25e9};
    return link;
}

// Users at node 0, a site at node 1; straight, over node 2 or over node 3. Jobs that share, meet and follow
// one another.
Scenario three_ways(std::string const& network) {
    Scenario s = testing::one_site(64, 10s);
    s.horizon = 2min;
    s.bin = 1min;
    Table<LinkId, Link> links;
    links.add(link_between(0, 1, 1ms));
    links.add(link_between(0, 2, 2ms));
    links.add(link_between(2, 1, 2ms));
    links.add(link_between(0, 3, 3ms));
    links.add(link_between(3, 1, 3ms));
    s.map = NationalMap{Table<NodeId, Node>(4), std::move(links), 0ns};
    s.sites[SiteId{0}].node = NodeId{1};
    s.network = testing::network(network);
    for (Duration const arrival : {0s, 0s, 1s, 4s, 30s}) {
        testing::list_job(s, arrival);
        s.listed_jobs.back().job.input = Bytes{5'000'000'000};
        s.listed_jobs.back().job.output = Bytes{2'500'000'000};
    }
    return s;
}

// Of the undisturbed run.
std::vector<SimTime> instants(Scenario const& scenario) {
    transfer::TransferLog log;
    world::RunOptions options;
    options.tap = &log;
    world::World world{scenario, std::move(options)};
    REQUIRE(world.run());
    std::vector<SimTime> all;
    for (auto const& one : log.transfers()) {
        for (SimTime const at :
             {one.start, later(one.start, world.paths()[one.what.path].latency), one.end}) {
            all.push_back(at);
            all.push_back(at + 1ns);
            if (at > SimTime{}) all.push_back(at - 1ns);
        }
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

// Every job ends, every byte arrives, and the laws hold.
void check(Scenario const& scenario) {
    observe::Ledger const ledger = play(scenario);
    auto const jobs = static_cast<std::int64_t>(scenario.listed_jobs.size());
    REQUIRE(ledger.all_classes().completed == jobs);
    REQUIRE(ledger.all_classes().bytes_moved == jobs * 7'500'000'000);
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        REQUIRE(row.holds());
    }
}

}  // namespace

TEST_CASE("a link may fail at any instant", "[property][outages]") {
    std::string const network = GENERATE("fluid", "delay");
    std::string const policy = GENERATE("nearest_user", "least_congested");
    double const left = GENERATE(0.0, 0.25);
    CAPTURE(network, policy, left);
    Scenario scenario = three_ways(network);
    scenario.policy = {Selection{policy, {}}};
    scenario.path_choices = 3;
    auto const moments = instants(scenario);
    REQUIRE(moments.size() > 30);
    for (SimTime const from : moments) {
        for (LinkId const link : scenario.map.links().keys()) {
            CAPTURE(from.time_since_epoch().count(), link.index);
            Duration const begin = from.time_since_epoch();
            scenario.events = testing::link_outages({{link, begin, begin + 3s, left}});
            check(scenario);
        }
    }
}

TEST_CASE("all ways may fail at once, and one after the other", "[property][outages]") {
    std::string const network = GENERATE("fluid", "delay");
    CAPTURE(network);
    Scenario scenario = three_ways(network);
    for (SimTime const from : instants(scenario)) {
        Duration const begin = from.time_since_epoch();
        CAPTURE(begin.count());
        SECTION("at once, and all come back at once, or one before the other") {
            for (Duration const apart : {0s, 2s}) {
                scenario.events = testing::link_outages({{LinkId{0}, begin, begin + 5s + 2 * apart, 0.0},
                                                         {LinkId{2}, begin, begin + 5s + apart, 0.0},
                                                         {LinkId{3}, begin, begin + 5s, 0.0}});
                check(scenario);
            }
        }
        SECTION("each as the one before comes back, the first again at once") {
            scenario.events = testing::link_outages({{LinkId{0}, begin, begin + 2s, 0.0},
                                                     {LinkId{0}, begin + 2s, begin + 4s, 0.5},
                                                     {LinkId{1}, begin + 2s, begin + 4s, 0.0},
                                                     {LinkId{4}, begin + 4s, begin + 6s, 0.0}});
            check(scenario);
        }
    }
}

TEST_CASE("transfers that stand when the run ends break no law", "[property][outages]") {
    std::string const network = GENERATE("fluid", "delay");
    CAPTURE(network);
    Scenario scenario = three_ways(network);
    std::int64_t stalled = 0;
    for (SimTime const from : instants(scenario)) {
        Duration const begin = from.time_since_epoch();
        CAPTURE(begin.count());
        scenario.events = testing::link_outages({{LinkId{0}, begin, std::nullopt, 0.0},
                                                 {LinkId{1}, begin, std::nullopt, 0.0},
                                                 {LinkId{3}, begin, std::nullopt, 0.0}});
        observe::Ledger const ledger = play(scenario);
        stalled += ledger.transfers_stalled;
        for (observe::AuditRow const& row : ledger.audit) {
            CAPTURE(row.law.key, row.residual);
            REQUIRE(row.holds());
        }
    }
    CHECK(stalled > 0);
}

TEST_CASE("a link that is down changes nothing for those that do not need it", "[property][outages]") {
    Scenario const scenario = three_ways("fluid");  // all go straight
    Scenario broken = scenario;
    broken.events = testing::link_outages({{LinkId{1}, 1s, 20s, 0.0}, {LinkId{4}, 3s, 40s, 0.5}});
    observe::Ledger const one = play(scenario);
    observe::Ledger const other = play(broken);
    CHECK(one.all_classes().turnaround_s.mean() == other.all_classes().turnaround_s.mean());
    CHECK(other.transfers_rerouted == 0);
    CHECK(other.transfers_stalled == 0);
}
