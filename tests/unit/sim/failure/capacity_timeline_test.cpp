// Events expanded by hand.
#include "sim/failure/capacity_timeline.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using failure::CapacityChange;

namespace {

constexpr SiteId site{0};
constexpr PoolId pool{0};
engine::RandomSource const random_of_run{7, 0};

Scenario with(std::vector<FailureEvent> const& events) {
    Scenario scenario = testing::one_site(8, 1h);
    for (FailureEvent event : events) {
        if (event.name.empty()) event.name = event.key = "e" + std::to_string(scenario.events.size());
        scenario.events.add(std::move(event));
    }
    return scenario;
}

std::vector<CapacityChange> changes(Scenario const& scenario) {
    return failure::capacity_changes(scenario, failure::occurrences(scenario, random_of_run));
}

FailureEvent hazard(double mean_s, Duration repair) {
    FailureEvent event;
    event.assets = {Asset::of(site)};
    event.hazard = EventHazard{Distribution{Exponential{mean_s}}, {}, 0};
    event.duration = repair;
    return event;
}

}  // namespace

TEST_CASE("an event takes capacity and gives it back", "[failure][events]") {
    auto const all = changes(with({FailureEvent::once(Asset::of(site), 2h, 5h)}));
    CHECK(all == std::vector<CapacityChange>{{SimTime{2h}, Asset::of(site), 0.0, false},
                                             {SimTime{5h}, Asset::of(site), 1.0, false}});
}

TEST_CASE("events of one asset that overlap leave the least", "[failure][events]") {
    // 40 % from 2 h to 6 h, 10 % from 3 h to 4 h, nothing from 5 h to 8 h.
    auto const all = changes(with({FailureEvent::once(Asset::of(pool), 2h, 6h, 0.4),
                                   FailureEvent::once(Asset::of(pool), 3h, 4h, 0.1),
                                   FailureEvent::once(Asset::of(pool), 5h, 8h, 0.0)}));
    std::vector<std::pair<SimTime, double>> seen;
    for (CapacityChange const& one : all)
        seen.emplace_back(one.when, one.left);
    CHECK(seen == std::vector<std::pair<SimTime, double>>{{SimTime{2h}, 0.4},
                                                          {SimTime{3h}, 0.1},
                                                          {SimTime{4h}, 0.4},
                                                          {SimTime{5h}, 0.0},
                                                          {SimTime{8h}, 1.0}});
}

TEST_CASE("an outage that begins as another ends is one outage, and one without length is none",
          "[failure][events]") {
    auto const all = changes(
        with({FailureEvent::once(Asset::of(site), 2h, 3h), FailureEvent::once(Asset::of(site), 3h, 4h),
              FailureEvent::once(Asset::of(site), 6h, 6h)}));
    REQUIRE(all.size() == 2);
    CHECK(all[0].when == SimTime{2h});
    CHECK(all[1].when == SimTime{4h});
}

TEST_CASE("at one instant what comes back comes first", "[failure][events]") {
    auto const all = changes(
        with({FailureEvent::once(Asset::of(pool), 1h, 2h), FailureEvent::once(Asset::of(site), 2h, 3h)}));
    REQUIRE(all.size() == 4);
    CHECK(all[1].asset == Asset::of(pool));
    CHECK(all[1].left == 1.0);
    CHECK(all[2].asset == Asset::of(site));
}

TEST_CASE("planned work closes the place before", "[failure][events]") {
    FailureEvent event = FailureEvent::once(Asset::of(site), 5h, 7h);
    event.notice = 2h;
    CHECK(changes(with({event})) == std::vector<CapacityChange>{{SimTime{3h}, Asset::of(site), 1.0, true},
                                                                {SimTime{5h}, Asset::of(site), 0.0, false},
                                                                {SimTime{7h}, Asset::of(site), 1.0, false}});
    event.notice = 9h;  // from the start of the run
    CHECK(changes(with({event})).front().when == SimTime{});
}

TEST_CASE("what comes again and again does so until the run's last end", "[failure][events]") {
    FailureEvent event = FailureEvent::once(Asset::of(site), 1h, 2h);
    event.every = 10h;
    auto const scenario = with({event});  // of one day, and at most two
    auto const all = failure::occurrences(scenario, random_of_run);
    REQUIRE(all.size() == 5);
    CHECK(all[4].begin == SimTime{41h});
}

TEST_CASE("what follows an event has its probability and delay", "[failure][events]") {
    FailureEvent first = FailureEvent::once(Asset::of(site), 1h, 1h + 1min);
    first.every = 1h;
    FailureEvent second;
    second.assets = {Asset::of(pool)};
    second.cause = EventCause{EventId{0}, 1.0, Distribution{Constant{600.0}}};
    second.duration = 2min;
    auto scenario = with({first, second});
    auto const all = failure::occurrences(scenario, random_of_run);
    std::size_t followed = 0;
    for (auto const& one : all) {
        if (one.event != EventId{1}) continue;
        ++followed;
        CHECK(one.begin.time_since_epoch() % 1h == 10min);
        CHECK(one.end - one.begin == 2min);
    }
    CHECK(followed == 47);  // of 48 first ones the last is at the last end

    scenario.horizon = 24h * 200;
    scenario.events[EventId{1}].cause->probability = 0.25;
    auto const many = failure::occurrences(scenario, random_of_run);
    auto const count = std::ranges::count(many, EventId{1}, &failure::Occurrence::event);
    // Binomial of 9,600 and 0.25: standard deviation 42.
    CHECK(std::abs(static_cast<double>(count) - 2400.0) < 5.0 * 42.4);
}

TEST_CASE("an asset fails at the same instants in every layout", "[failure][events]") {
    FailureEvent each = hazard(3600.0, 1min);
    each.each = true;
    Scenario one = with({each});
    Scenario two = one;
    Site other = one.sites[site];
    other.name = other.key = "other";
    // The known site is the second one here.
    Table<SiteId, Site> sites;
    sites.add(other);
    sites.add(one.sites[site]);
    two.sites = sites;
    two.events[EventId{0}].assets = {Asset::of(SiteId{0}), Asset::of(SiteId{1})};
    auto const begins = [](Scenario const& scenario, SiteId at) {
        std::vector<SimTime> found;
        for (auto const& occurrence : failure::occurrences(scenario, random_of_run)) {
            if (occurrence.assets.front() == Asset::of(at)) found.push_back(occurrence.begin);
        }
        return found;
    };
    CHECK(begins(one, SiteId{0}).size() > 20);
    CHECK(begins(one, SiteId{0}) == begins(two, SiteId{1}));
    CHECK(begins(two, SiteId{0}) != begins(two, SiteId{1}));
}

TEST_CASE("repairs wait for a crew", "[failure][events]") {
    // Five sites fail every second or so; each repair takes an hour: one crew repairs one an hour.
    FailureEvent each = hazard(1.0, 1h);
    each.each = true;
    Scenario scenario = with({each});
    for (int i = 1; i < 5; ++i) {
        Site more = scenario.sites[site];
        more.name = more.key = "s" + std::to_string(i);
        scenario.events[EventId{0}].assets.push_back(Asset::of(scenario.sites.add(more)));
    }
    auto const ends = [&](std::int64_t crews) {
        scenario.events[EventId{0}].hazard->crews = crews;
        std::vector<SimTime> found;
        for (auto const& one : failure::occurrences(scenario, random_of_run))
            found.push_back(one.end);
        std::ranges::sort(found);
        return found;
    };
    auto const one_crew = ends(1);
    REQUIRE(one_crew.size() > 20);
    for (std::size_t i = 1; i < one_crew.size(); ++i)
        CHECK(one_crew[i] - one_crew[i - 1] >= 1h);
    // Each of five crews repairs a site at a time, as fast as without a bound.
    CHECK(ends(5) == ends(0));
}

TEST_CASE("a longer link fails more often", "[failure][events]") {
    Scenario scenario = testing::random_world(3);
    FailureEvent event = hazard(10.0 * 3600.0, 1s);
    event.name = event.key = "fibre";
    event.hazard->per = Kilometres{1000.0};
    event.each = true;
    Table<LinkId, Link> links = scenario.map.links();
    event.assets.clear();
    for (LinkId const l : links.keys()) {
        links[l].length = Kilometres{l.index == 0 ? 100.0 : 1000.0};
        event.assets.push_back(Asset::of(l));
    }
    scenario.map = NationalMap{scenario.map.nodes(), links, Duration{0}};
    scenario.horizon = 24h * 1000;
    scenario.drain_limit = scenario.horizon;
    scenario.events.add(event);
    std::vector<double> count(links.size(), 0.0);
    for (auto const& one : failure::occurrences(scenario, random_of_run))
        count[one.assets.front().index] += 1.0;
    // 24,000 h: 240 failures of the short one (standard deviation 15.5), 2,400 of a long one (49).
    CHECK(std::abs(count[0] - 240.0) < 5.0 * 15.5);
    CHECK(std::abs(count[1] - 2400.0) < 5.0 * 49.0);
}
