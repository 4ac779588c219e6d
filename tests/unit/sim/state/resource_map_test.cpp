#include "sim/state/resource_map.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using state::Limit;
using state::Resource;
using std::chrono::hours;

namespace {

constexpr ArcId there{0};

// One site, and a link of 12.5 GB/s from it to a second node.
Scenario linked(double usable_share = 1.0) {
    Scenario s = testing::one_site(8, hours{1});
    Table<NodeId, Node> nodes = s.map.nodes();
    Link link;
    link.name = link.key = "link";
    link.a = NodeId{0};
    link.b = nodes.add({"away", "away", 0.0, 10.0});
    link.capacity = BytesPerSecond{12.5e9};
    link.usable_share = usable_share;
    link.delay = std::chrono::milliseconds{1};
    Table<LinkId, Link> links;
    links.add(link);
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    return s;
}

}  // namespace

TEST_CASE("the headroom of a link is of what outages leave", "[resources]") {
    Scenario const scenario = linked();
    state::State state{scenario};
    state::ResourceMap const map{scenario, state, state.levels()};
    CHECK(map.transport(there).headroom == 12.5e9);
    CHECK(map.transport(there).binding == Limit::capacity);
    // Narrowed to 5 GB/s, of which 2 are in use.
    state.links[there].capacity = state.links[there].usable = BytesPerSecond{5e9};
    state.links[there].rate = 2e9;
    Resource const narrow = map.transport(there);
    CHECK(narrow.stock == 12.5e9);
    CHECK(narrow.used == 2e9);
    CHECK(narrow.headroom == 3e9);
    CHECK(narrow.binding == Limit::outage);
    // A model without sharing may use more than there is.
    state.links[there].rate = 6e9;
    CHECK(map.transport(there).headroom == 0.0);
}

TEST_CASE("a link of which a part is usable has that as its stock", "[resources]") {
    Scenario const scenario = linked(0.5);
    state::State const state{scenario};
    Resource const transport = state::ResourceMap{scenario, state, state.levels()}.transport(there);
    CHECK(transport.stock == 6.25e9);
    CHECK(transport.headroom == 6.25e9);
    CHECK(transport.binding == Limit::usable_share);
}

TEST_CASE("a link that is down when the window ends has no headroom", "[resources]") {
    Scenario scenario = linked();
    scenario.events.add(FailureEvent::once(Asset::of(LinkId{0}), hours{1}, std::nullopt));
    for (observe::ResourceRow const& row : testing::play(scenario).resources) {
        if (!row.arc.valid()) continue;
        CHECK(row.level.stock == 12.5e9);
        CHECK(row.level.headroom == 0.0);
        CHECK(row.level.binding == Limit::outage);
    }
}

TEST_CASE("more may be used than there is, where it is promised", "[resources]") {
    // 8 accelerators: 5 and 6 are promised.
    Scenario const scenario = linked();
    state::State state{scenario};
    for (std::int64_t const width : {5'000, 6'000}) {
        JobDescription what;
        what.workload_class = ClassId{0};
        what.width = Milliaccelerators{width};
        JobId const id = state.jobs.add(what, SimTime{});
        state.jobs[id].site = SiteId{0};
        state.jobs[id].pool = PoolId{0};
        state.reserve(state.jobs[id]);
    }
    Resource const compute = state::ResourceMap{scenario, state, state.levels()}.compute(SiteId{0});
    CHECK(compute.stock == 8.0);
    CHECK(compute.used == 11.0);
    CHECK(compute.headroom == 0.0);
}

namespace {

observe::ResourceRow const& row_of(observe::Ledger const& ledger, state::ResourceKind kind, ArcId arc = {}) {
    for (observe::ResourceRow const& row : ledger.resources) {
        if (row.kind == kind && row.arc == arc) return row;
    }
    FAIL("no row of " << words(kind));
    return ledger.resources.front();
}

}  // namespace

TEST_CASE("what is held is a mean over the measured window, not what its last instant holds", "[resources]") {
    // All 8 accelerators and 1,000 bytes from 0 to 6 h, the window from 4 to 24 h: 2 of 20 hours.
    Scenario scenario = testing::one_site(8, hours{6});
    scenario.warmup = hours{4};
    testing::list_job(scenario, Duration{0});
    JobDescription& job = scenario.listed_jobs.back().job;
    job.width = Milliaccelerators{8'000};
    job.input = Bytes{1'000};
    job.input_home = NodeId{0};
    observe::Ledger const ledger = testing::play(scenario);
    CHECK(row_of(ledger, state::ResourceKind::compute).used_mean == Approx(0.8));
    CHECK(row_of(ledger, state::ResourceKind::storage).used_mean == Approx(100.0));
    CHECK(row_of(ledger, state::ResourceKind::capability).used_mean == Approx(0.1));  // of one class
    for (observe::ResourceRow const& row : ledger.resources)
        CHECK(row.level.used == 0.0);
}

TEST_CASE("a link's mean is what it carried, and a planned job's bytes are counted with its own",
          "[resources]") {
    // 125 TB to the site, over the link from the other node, in a window of 86,400 s.
    Scenario scenario = linked();
    testing::list_job(scenario, Duration{0});
    JobDescription& job = scenario.listed_jobs.back().job;
    job.input = Bytes{125'000'000'000'000};
    job.input_home = NodeId{1};
    job.calendar = scenario.calendar.add({"long", "long"});
    observe::Ledger const ledger = testing::play(scenario);
    constexpr ArcId back{1};
    CHECK(row_of(ledger, state::ResourceKind::transport, back).used_mean == Approx(125e12 / 86'400));
    CHECK(row_of(ledger, state::ResourceKind::transport, there).used_mean == 0.0);
    CHECK(ledger.calendar[CalendarId{0}].bytes_moved == 125'000'000'000'000);
    CHECK(ledger.all_classes().bytes_moved == 0);  // which are those of measured jobs
}
