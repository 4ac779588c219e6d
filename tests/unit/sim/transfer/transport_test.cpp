// Jobs' data on their way around links that fail: every instant by hand.
#include "sim/transfer/transport.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::milliseconds;
using std::chrono::seconds;
using transfer::Transport;

namespace {

constexpr NodeId a{0}, b{1}, c{2};
constexpr LinkId a_to_b{0}, b_to_c{1}, a_to_c{2};

// Nodes a, b, c; links a-b, b-c and a-c of 1 GB/s and 1 ms, a-c 5 ms: from a to b the next best is by c.
Scenario triangle() {
    Scenario s = testing::one_site(8, std::chrono::hours{1});
    Table<NodeId, Node> nodes;
    for (std::string const name : {"a", "b", "c"})
        nodes.add({name, name, 30.0, 110.0});
    Table<LinkId, Link> links;
    auto const add = [&](std::string const& name, NodeId from, NodeId to, Duration delay) {
        Link link;
        link.name = link.key = name;
        link.a = from;
        link.b = to;
        link.capacity = BytesPerSecond{1e9};
        link.delay = delay;
        links.add(link);
    };
    add("ab", a, b, milliseconds{1});
    add("bc", b, c, milliseconds{1});
    add("ac", a, c, milliseconds{5});
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    s.network = {"fluid", {}};
    return s;
}

struct TransportNotices final : state::RunListener {
    void transfer_started(SimTime, state::Job const&, Bytes size) override { started += size.count(); }
    void transfer_arrived(SimTime, state::Job const&, Bytes size) override { arrived += size.count(); }
    void transfer_rerouted(SimTime, state::Job const&) override { ++rerouted; }
    void transfer_stalled(SimTime, state::Job const&) override { ++stalled; }
    std::int64_t started{0}, arrived{0};
    int rerouted{0}, stalled{0};
};

struct Received final : transfer::TransferReceiver {
    void transfer_arrived(JobId job) override { jobs.push_back(job); }
    std::vector<JobId> jobs;
};

// A transport over the triangle, whose site is at a; jobs of 2 GB of input at b.
struct TransportFixture {
    explicit TransportFixture(Scenario scenario = triangle()) : outlook{std::move(scenario)} {
        outlook.state.listeners.add(heard);
    }
    JobId send(SimTime now) {
        JobId const id = outlook.add_job(1, std::chrono::hours{1});
        outlook.job(id).what.input = Bytes{2'000'000'000};
        outlook.state.jobs.stage(id, now);
        transport.send(now, {id, b, a, PathId{}, Bytes{2'000'000'000}});
        return id;
    }
    // As a run does: nothing of the model's is left behind. Answers the instant.
    SimTime reach(SimTime when) {
        while (transport.next_completion() <= when)
            transport.advance(transport.next_completion());
        return when;
    }
    // Lets transfers end until nothing is under way; when the last one did.
    SimTime finish() {
        SimTime last;
        while (transport.next_completion() != SimTime::max()) {
            last = transport.next_completion();
            transport.advance(last);
        }
        return last;
    }

    testing::Outlook outlook;
    TransportNotices heard;
    Received received;
    Transport transport{
        {outlook.scenario, outlook.paths, outlook.state, received},
        transfer::make(outlook.scenario.network, {outlook.scenario.map, outlook.paths, outlook.state.links})};
};

}  // namespace

TEST_CASE("data take the shortest path and are handed to the job", "[transport]") {
    TransportFixture f;
    JobId const id = f.send(SimTime{});
    CHECK(f.heard.started == 2'000'000'000);
    // 1 ms, then 2 GB at 1 GB/s.
    CHECK(f.finish() == SimTime{seconds{2} + milliseconds{1}});
    CHECK(f.received.jobs == std::vector{id});
    CHECK(f.heard.arrived == 2'000'000'000);
    CHECK(f.transport.bytes().arrived == 2'000'000'000);
}

TEST_CASE("a wanted path is taken while it is whole", "[transport]") {
    TransportFixture f;
    PathId const by_c = [&] {
        f.outlook.paths.set_down(a_to_b, true);
        PathId const path = f.outlook.paths.around_failures(b, a).value();
        f.outlook.paths.set_down(a_to_b, false);
        return path;
    }();
    JobId const id = f.outlook.add_job(1, std::chrono::hours{1});
    SECTION("whole: 1 + 5 ms, then 2 s") {
        f.transport.send(SimTime{}, {id, b, a, by_c, Bytes{2'000'000'000}});
        CHECK(f.finish() == SimTime{seconds{2} + milliseconds{6}});
    }
    SECTION("not whole: the shortest that is") {
        f.transport.set_left(SimTime{}, b_to_c, 0.0);
        f.transport.send(SimTime{}, {id, b, a, by_c, Bytes{2'000'000'000}});
        CHECK(f.finish() == SimTime{seconds{2} + milliseconds{1}});
    }
}

TEST_CASE("what has not arrived goes around a link that fails", "[transport]") {
    TransportFixture f;
    f.send(SimTime{});
    // At 1.001 s half has arrived; the other half takes 6 ms and 1 s by c.
    f.transport.set_left(f.reach(SimTime{seconds{1} + milliseconds{1}}), a_to_b, 0.0);
    CHECK(f.heard.rerouted == 1);
    CHECK(f.heard.stalled == 0);
    // The leg before it has moved whole bytes, of a nanosecond each.
    Duration const late = f.finish() - SimTime{seconds{2} + milliseconds{7}};
    CHECK(late >= Duration{0});
    CHECK(late <= Duration{1});
}

TEST_CASE("data that find no path stand still until a link comes back", "[transport]") {
    TransportFixture f;
    f.transport.set_left(SimTime{}, a_to_c, 0.0);
    f.send(SimTime{});
    SECTION("under way") {
        f.transport.set_left(f.reach(SimTime{seconds{1} + milliseconds{1}}), a_to_b, 0.0);
        CHECK(f.heard.stalled == 1);
        CHECK(f.transport.next_completion() == SimTime::max());
        f.transport.set_left(SimTime{seconds{10}}, a_to_b, 1.0);
        // It sets out anew: 1 ms, then 1 GB, or a byte more.
        Duration const late = f.finish() - SimTime{seconds{11} + milliseconds{1}};
        CHECK(late >= Duration{0});
        CHECK(late <= Duration{1});
    }
    SECTION("before their first byte, and around when another link comes back") {
        f.finish();
        f.transport.set_left(SimTime{seconds{5}}, a_to_b, 0.0);
        f.send(SimTime{seconds{5}});
        CHECK(f.heard.stalled == 1);
        CHECK(f.transport.next_completion() == SimTime::max());
        f.transport.set_left(SimTime{seconds{10}}, a_to_c, 1.0);
        CHECK(f.finish() == SimTime{seconds{12} + milliseconds{6}});
    }
}

TEST_CASE("a link that narrows slows what is on it", "[transport]") {
    TransportFixture f;
    f.send(SimTime{});
    // 1 GB by 1.001 s; the other at 0.25 GB/s would take 4 s; after 2 s of it, 0.5 GB is left for 0.5 s.
    f.transport.set_left(f.reach(SimTime{seconds{1} + milliseconds{1}}), a_to_b, 0.25);
    CHECK(f.transport.next_completion() == SimTime{seconds{5} + milliseconds{1}});
    f.transport.set_left(f.reach(SimTime{seconds{3} + milliseconds{1}}), a_to_b, 1.0);
    CHECK(f.finish() == SimTime{seconds{3} + milliseconds{501}});
}

TEST_CASE("what is sensed of links is as of the last time it was asked for", "[transport]") {
    TransportFixture f;
    ArcId const arc = f.outlook.paths[f.outlook.paths.between(b, a)].arcs.front();
    f.send(SimTime{});
    CHECK(f.outlook.state.levels().link_share[arc] == 1e9);
    f.transport.advance(f.transport.next_completion());  // the first byte
    f.transport.sense_links(SimTime{milliseconds{1}});
    CHECK(f.outlook.state.levels().link_share[arc] == 0.5e9);  // an even share beside it
    f.finish();
    f.transport.sense_links(SimTime{seconds{3}});
    CHECK(f.outlook.state.levels().link_share[arc] == 1e9);
}

TEST_CASE("data that stand still leave a link to those that come", "[transport]") {
    // a - b - c: two jobs at a with data at c; b-c goes down, and there is no way around.
    std::string const network = GENERATE("fluid", "delay");
    Scenario scenario = triangle();
    Table<LinkId, Link> links;
    links.add(scenario.map.links()[a_to_b]);
    links.add(scenario.map.links()[b_to_c]);
    Table<NodeId, Node> nodes = scenario.map.nodes();
    scenario.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    scenario.network = {network, testing::network(network).parameters};
    TransportFixture f{std::move(scenario)};
    auto const send = [&](SimTime now, NodeId from) {
        JobId const id = f.outlook.add_job(1, std::chrono::hours{1});
        f.outlook.state.jobs.stage(id, now);
        f.transport.send(now, {id, from, a, PathId{}, Bytes{2'000'000'000}});
    };
    send(SimTime{}, c);
    send(SimTime{}, c);
    ArcId const b_to_a = f.outlook.paths[f.outlook.paths.between(b, a)].arcs.front();
    auto const share = [&] { return f.outlook.state.levels().link_share[b_to_a]; };
    SimTime const now = f.reach(SimTime{seconds{1}});
    f.transport.sense_links(now);
    // Of 1 GB/s, a third: two flows are on it. `delay` adds up to more than there is.
    CHECK(share() == Approx(1e9 / 3.0));
    f.transport.set_left(now, b_to_c, 0.0);
    f.transport.sense_links(now);
    CHECK(f.heard.stalled == 2);
    CHECK(share() == 1e9);
    // One more from b has the link to itself, and would share it with another.
    send(now, b);
    f.transport.sense_links(f.reach(now + milliseconds{10}));
    CHECK(share() == Approx(1e9 / 2.0));
    f.transport.set_left(now + milliseconds{10}, b_to_c, 1.0);
    f.transport.sense_links(f.reach(now + milliseconds{100}));
    CHECK(share() == Approx(1e9 / 4.0));
}
