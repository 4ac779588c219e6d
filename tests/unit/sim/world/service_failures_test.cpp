// Whole runs of services through events, counted by hand.
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

Scenario for_an_hour(Scenario scenario) {
    scenario.horizon = 1h;
    scenario.bin = 1h;
    scenario.end = EndRule::cut;
    return scenario;
}

void add(Scenario& scenario, Asset asset, Duration from, std::optional<Duration> until) {
    FailureEvent event = FailureEvent::once(asset, from, until);
    event.name = event.key = "event " + std::to_string(scenario.events.size());
    scenario.events.add(std::move(event));
}

void check_laws(observe::Ledger const& ledger) {
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
}

}  // namespace

// See failover_test.cpp: lost 150 requests; rejected 18 more while a replica starts; late are those that the other
// site answers, 0.95 /s from 851 s to 1031 s and 1 /s until 2180 s.
TEST_CASE("a run counts the requests of a failover", "[service][failure]") {
    Scenario s = for_an_hour(failover_pair());
    add(s, Asset::of(SiteId{1}), 701s, 2000s);
    observe::Ledger const ledger = play(s);
    check_laws(ledger);
    observe::ServiceTally const all = ledger.of_service(ServiceId{});
    CHECK(all.requests == Approx(7200.0).epsilon(1e-12));
    CHECK(all.lost == Approx(150.0).epsilon(1e-12));
    CHECK(all.rejected == Approx(168.0).epsilon(1e-12));
    CHECK(all.late() == Approx(171.0 + 1149.0).epsilon(1e-12));
    CHECK(all.in_time == Approx(7200.0 - 168.0 - 1320.0).epsilon(1e-12));
}

TEST_CASE("planned work on a site with notice rejects no request", "[service][failure]") {
    Scenario s = for_an_hour(failover_pair());
    add(s, Asset::of(SiteId{1}), 1500s, 2000s);
    s.events[EventId{0}].notice = 799s;
    observe::ServiceTally const all = play(s).of_service(ServiceId{});
    CHECK(all.rejected == Approx(0.0).margin(1e-9));
    CHECK(all.late() == Approx(2180.0 - 881.0).epsilon(1e-12));
}

TEST_CASE("requests take the way around a link that is cut, and pay for it", "[service][network]") {
    Scenario s = for_an_hour(detour_triangle());
    s.services[ServiceId{0}].bytes_in = Bytes{1'000};
    s.services[ServiceId{0}].bytes_out = Bytes{100'000};
    Table<LinkId, Link> links = s.map.links();
    for (Link& link : links) {
        link.price = CnyPerGigabyte{2.0};
        link.energy = JoulesPerBit{1e-8};
    }
    Table<NodeId, Node> nodes = s.map.nodes();
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    observe::ServiceTally const usual = play(s).of_service(ServiceId{});
    add(s, Asset::of(LinkId{0}), 701s, 2000s);
    observe::Ledger const ledger = play(s);
    check_laws(ledger);
    observe::ServiceTally const around = ledger.of_service(ServiceId{});
    CHECK(around.in_time == Approx(usual.in_time).epsilon(1e-12));
    // 2 ms one way instead of 1.5 ms for 1299 s of 3600 s, and 1 ms more there and back.
    CHECK(around.one_way_s / 7200.0 == Approx(0.0015 + 0.0005 * 1299.0 / 3600.0).epsilon(1e-9));
    CHECK(around.delay_s - usual.delay_s == Approx(2.0 * 1299.0 * 0.001).epsilon(1e-6));
    // 2 /s; from n1 to n0 is against the direction of the link, and with it by n2.
    CHECK(ledger.arcs[ArcId{0}].service_bytes == Approx(200'000.0 * 2301.0).epsilon(1e-12));
    CHECK(ledger.arcs[ArcId{1}].service_bytes == Approx(2'000.0 * 2301.0).epsilon(1e-12));
    CHECK(ledger.arcs[ArcId{2}].bytes == Approx(200'000.0 * 1299.0).epsilon(1e-12));
    double const bytes = 202'000.0 * 2301.0;
    CHECK(ledger.links[LinkId{0}].cost_cny == Approx(bytes / 1e9 * 2.0).epsilon(1e-12));
    CHECK(ledger.links[LinkId{0}].energy_kwh == Approx(bytes * 8.0 * 1e-8 / 3.6e6).epsilon(1e-12));
}
