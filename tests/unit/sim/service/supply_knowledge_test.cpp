#include "sim/service/supply_knowledge.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr PoolId first{0}, second{1};

// Two pools of ten; a loss is acted on after 100 s, what is announced after 180 s.
struct KnowledgeFixture {
    KnowledgeFixture() : outlook{scenario()}, knowledge{outlook.scenario, supply} {}
    static Scenario scenario() {
        Scenario s = service_line({1, 1}, 10, "home");
        s.services[ServiceId{0}].start_up = 3min;
        s.serving.detect = 20s;
        s.serving.failover = 80s;
        return s;
    }
    bool change(Duration now, PoolId pool, std::int64_t in_service, std::int64_t open) {
        supply.accelerators[pool] = in_service;
        open_[pool] = open;
        return knowledge.change(SimTime{now}, supply, open_);
    }
    [[nodiscard]] std::int64_t at(Duration now, PoolId pool) {
        static_cast<void>(knowledge.advance(SimTime{now}));
        return knowledge.known().accelerators[pool];
    }

    Outlook outlook;
    service::ServiceSupply supply{service::whole_supply(outlook.scenario, outlook.geography)};
    Table<PoolId, std::int64_t> open_{supply.accelerators};
    service::SupplyKnowledge knowledge;
};

}  // namespace

TEST_CASE("a loss is known after detection and failover", "[service][failure]") {
    KnowledgeFixture k;
    CHECK(k.knowledge.next() == SimTime::max());
    CHECK(k.change(10s, first, 4, 4));
    CHECK_FALSE(k.change(20s, first, 4, 4));
    CHECK(k.change(30s, second, 0, 0));
    CHECK_FALSE(k.knowledge.has_announced());
    CHECK(k.knowledge.next() == SimTime{110s});
    CHECK(k.at(109s, first) == 10);
    CHECK(k.at(110s, first) == 4);
    CHECK(k.at(110s, second) == 10);
    CHECK(k.at(130s, second) == 0);
    CHECK(k.knowledge.next() == SimTime::max());
}

TEST_CASE("what is back before it was known is forgotten", "[service][failure]") {
    KnowledgeFixture k;
    CHECK(k.change(10s, first, 0, 0));
    CHECK(k.change(50s, first, 10, 10));
    CHECK(k.knowledge.next() == SimTime::max());
    CHECK(k.at(1h, first) == 10);
}

TEST_CASE("what comes back and what closes is announced", "[service][failure]") {
    KnowledgeFixture k;
    CHECK(k.change(10s, first, 0, 0));
    CHECK(k.at(200s, first) == 0);
    CHECK(k.change(200s, first, 10, 10));
    CHECK(k.change(200s, second, 10, 0));
    CHECK(k.knowledge.has_announced());
    CHECK(k.knowledge.announced().accelerators[first] == 10);
    CHECK(k.knowledge.announced().accelerators[second] == 0);
    CHECK(k.at(379s, first) == 0);
    CHECK(k.at(379s, second) == 10);
    SECTION("and used, or left, after a start-up") {
        CHECK(k.at(380s, first) == 10);
        CHECK(k.at(380s, second) == 0);
        CHECK_FALSE(k.knowledge.has_announced());
    }
    SECTION("a planned loss is known at once") {
        CHECK(k.change(300s, second, 0, 0));
        CHECK(k.at(300s, second) == 0);
    }
    SECTION("and forgotten where it is lost again, or open again") {
        CHECK(k.change(300s, first, 0, 0));
        CHECK(k.change(300s, second, 10, 10));
        CHECK(k.knowledge.next() == SimTime::max());
    }
}

TEST_CASE("latencies of regions are known as pools are", "[service][failure]") {
    KnowledgeFixture k;
    RegionId const region{0};
    service::SiteLatencies const usual = k.supply.latencies;
    Table<SiteId, Duration> cut{2, 0ms};
    cut[SiteId{1}] = Duration::max();
    k.supply.latencies.set(region, cut);
    CHECK(k.change(10s, first, 10, 10));
    CHECK(k.knowledge.known().latencies.latency(region, SiteId{1}) == 1ms);
    CHECK(k.knowledge.advance(SimTime{110s}));
    CHECK(k.knowledge.known().latencies.latency(region, SiteId{1}) == Duration::max());
    CHECK(k.knowledge.known().latencies.sites_by_latency(region).size() == 1);
    k.supply.latencies = usual;
    CHECK(k.change(200s, first, 10, 10));
    CHECK(k.knowledge.has_announced());
    CHECK(k.knowledge.advance(SimTime{380s}));
    CHECK(k.knowledge.known().latencies.latency(region, SiteId{1}) == 1ms);
}
