// Demand events: what single ones make of each epoch, and how often random ones are there.
#include "sim/service/demand_events.hpp"

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr RegionId here{0}, there{1};

Scenario with(std::vector<DemandEvent> events) {
    Scenario s = service_line({1, 1}, 10, "home");
    s.demand_events = std::move(events);
    return s;
}

// By hour, of the first region.
std::vector<double> hours(Scenario const& s, int count, RegionId region = here) {
    service::DemandEvents events{s};
    std::vector<double> factors;
    for (int hour = 0; hour < count; ++hour) {
        events.move_to(SimTime{1h * hour}, SimTime{1h * (hour + 1)});
        factors.push_back(events.factor(ask, region));
    }
    return factors;
}

DemandEvent once(std::string const& name, double factor, Duration start, Duration duration) {
    DemandEvent event;
    event.name = event.key = name;
    event.factor = factor;
    event.start = start;
    event.duration = duration;
    return event;
}

DemandEvent at_random(std::string const& name, double factor, Duration every, Duration duration) {
    DemandEvent event = once(name, factor, 0s, duration);
    event.start.reset();
    event.every = every;
    return event;
}

}  // namespace

TEST_CASE("an event counts for the part of an epoch that it lasts", "[service][demand]") {
    // From 1:30 to 3:15: half of the second hour, all of the third, a quarter of the fourth.
    CHECK(hours(with({once("fair", 3.0, 90min, 105min)}), 5) == std::vector{1.0, 2.0, 3.0, 1.5, 1.0});
    // Within one hour; a quieter time.
    CHECK(hours(with({once("lull", 0.5, 75min, 30min)}), 3) == std::vector{1.0, 0.75, 1.0});
}

TEST_CASE("factors of several events multiply, where each concerns service and region", "[service][demand]") {
    Scenario s = with({once("fair", 3.0, 1h, 2h), once("sale", 2.0, 2h, 2h)});
    CHECK(hours(s, 5) == std::vector{1.0, 3.0, 6.0, 2.0, 1.0});
    s.demand_events[0].regions = {there};
    CHECK(hours(s, 5) == std::vector{1.0, 1.0, 2.0, 2.0, 1.0});
    CHECK(hours(s, 5, there) == std::vector{1.0, 3.0, 6.0, 2.0, 1.0});
    s.services.add(s.services[ask]);
    s.demand_events[1].services = {ServiceId{1}};
    CHECK(hours(s, 5) == std::vector{1.0, 1.0, 1.0, 1.0, 1.0});
}

// Idle for exp(-duration / every) of the time: exp(-0.5) = 0.606531. One in two days; of 100,000 hours an error of
// (mean busy time ~ 31 h) at most sqrt(0.24 x 2 x 31 / 100,000) = 1.2 % is one standard error.
TEST_CASE("random events are there for as long as theory says, from the first epoch on",
          "[service][demand]") {
    Scenario const s = with({at_random("rush", 2.0, 48h, 24h)});
    double sum = 0.0;
    for (double const factor : hours(s, 100'000)) {
        REQUIRE(factor >= 1.0);
        REQUIRE(factor <= 2.0);
        sum += factor - 1.0;
    }
    CHECK(sum / 100'000 == Approx(1.0 - std::exp(-0.5)).margin(0.05));
    // In the first hour, over runs: standard error sqrt(0.24 / 2000) = 1.1 %.
    double first = 0.0;
    Scenario run = s;
    for (run.run = 0; run.run < 2000; ++run.run)
        first += hours(run, 1).front() - 1.0;
    CHECK(first / 2000 == Approx(1.0 - std::exp(-0.5)).margin(0.05));
}

TEST_CASE("random events come at the same times whatever the epoch is", "[service][demand]") {
    Scenario const s = with({at_random("rush", 2.0, 10h, 3h)});
    std::vector<double> const by_hour = hours(s, 500);
    service::DemandEvents events{s};
    for (int hour = 0; hour < 500; ++hour) {
        double sum = 0.0;
        for (int part = 0; part < 4; ++part) {
            SimTime const from{1h * hour + 15min * part};
            events.move_to(from, from + 15min);
            sum += events.factor(ask, here) / 4.0;
        }
        REQUIRE(sum == Approx(by_hour[static_cast<std::size_t>(hour)]));
    }
}
