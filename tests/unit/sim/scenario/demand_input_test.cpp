// What a scenario says of uncertain demand, and what of it cannot change anything.
#include <algorithm>

#include "sim/setup/demand.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace std::chrono_literals;

namespace meridian::testing {
namespace {

constexpr std::string_view chat = "{name: chat, requests: {rate: 10 /s}, prefill: 1000 /s, objective: 2 s";

// The good scenario with the service `chat`, which has these keys too, and further keys of the scenario from line 6 on.
std::string text_with(std::string_view of_chat, std::string_view more) {
    std::string text = good_but("horizon: 1 d", "horizon: 1 d\nservices: [" + std::string{chat} +
                                                    std::string{of_chat} + "}]\n" + std::string{more});
    text.replace(text.find("rate: 10 /h"), 11, "rate: 10 /d");  // there are accelerators for all of it
    return text.insert(text.find("training: 0.4"), "inference: 0.5, ");
}

Scenario read_with(std::string_view of_chat, std::string_view more) {
    WrittenFiles const folder;
    return good(folder, read(folder.write("s.yaml", text_with(of_chat, more))));
}

std::vector<std::string> warnings(std::string_view of_chat, std::string_view more) {
    WrittenFiles const folder;
    auto const reading = read(folder.write("s.yaml", text_with(of_chat, more)));
    good(folder, reading);
    std::vector<std::string> found;
    for (auto const& warning : reading.warnings)
        found.push_back(folder.shortened(words(warning)));
    return found;
}

void check_warning(std::string_view of_chat, std::string_view more, std::string const& words) {
    auto const found = warnings(of_chat, more);
    CAPTURE(of_chat, more, found);
    REQUIRE(found.size() == 1);
    CHECK_THAT(found.front(), Catch::Contains(words));
}

}  // namespace

TEST_CASE("demand is what is expected unless something else is written", "[scenario][demand]") {
    Scenario const s = read_with("", "");
    CHECK_FALSE(has_uncertain_demand(s));
    CHECK_FALSE(s.serving.plan_for);
    CHECK(has_uncertain_demand(read_with(", variability: {cv: 0.1}", "")));
    CHECK(has_uncertain_demand(read_with("", "serving: {forecast: {error: 10 %}}")));
    CHECK(has_uncertain_demand(read_with("", "serving: {lends: true, forecast: {kind: last_epoch}}")));
    CHECK(has_uncertain_demand(
        read_with("", "demand_events: [{name: a, factor: 2, duration: 1 h, start: 1 h}]")));
}

TEST_CASE("variability, forecast and events are read", "[scenario][demand]") {
    Scenario const s =
        read_with(", variability: {cv: 30 %, correlation_time: 6 h, regional_correlation: 40 %}",
                  "serving: {lends: true, forecast: {kind: same_hour_last_week, error: 15 %}, plan_for: 99.9 "
                  "%}\nend: drain\n"
                  "drain_limit: 10 d\ndemand_events:\n"
                  "  - {name: fair, factor: 3, duration: 2 h, start: 4 h, services: [chat], regions: "
                  "Tianjin, source: S1, grade: M}\n"
                  "  - {name: rush, key: r, factor: 0.5, duration: 1 h, every: 10 h}");
    Variability const& varies = s.services[ServiceId{0}].variability;
    CHECK(varies.cv == 0.3);
    CHECK(varies.correlation_time == 6h);
    CHECK(varies.regional_correlation == 0.4);
    CHECK(s.serving.forecast.kind == ForecastKind::same_hour_last_week);
    CHECK(s.serving.forecast.error == 0.15);
    CHECK(s.serving.plan_for == 0.999);
    REQUIRE(s.demand_events.size() == 2);
    DemandEvent const& fair = s.demand_events[0];
    CHECK(fair.key == "fair");
    CHECK(fair.start == 4h);
    CHECK_FALSE(fair.every);
    CHECK(fair.services == std::vector{ServiceId{0}});
    CHECK(fair.regions == std::vector{RegionId{0}});
    DemandEvent const& rush = s.demand_events[1];
    CHECK(rush.key == "r");
    CHECK(rush.every == 10h);
    CHECK(rush.services.empty());
    CHECK(std::ranges::any_of(s.provenance,
                              [](Provenance const& row) { return row.what == "demand_events.fair"; }));
}

TEST_CASE("the part of a service that must stay has its noise and its events", "[scenario][demand]") {
    std::string text =
        text_with(", variability: {cv: 30 %}, residency: {within: city, share: 10 %}",
                  "demand_events: [{name: a, factor: 2, duration: 1 h, start: 1 h, services: [chat]}]");
    WrittenFiles const folder;
    Scenario const s = good(folder, read(folder.write("s.yaml", text)));
    REQUIRE(s.services.size() == 2);
    CHECK(s.services[ServiceId{1}].demand_key() == "chat");
    CHECK(s.services[ServiceId{0}].demand_key() == "chat");
    CHECK(s.services[ServiceId{1}].variability.cv == 0.3);
    CHECK(s.demand_events[0].services == std::vector{ServiceId{0}, ServiceId{1}});
}

TEST_CASE("keys of uncertain demand that change nothing are warned of", "[scenario][demand][warnings]") {
    check_warning(", variability: {cv: 0}", "", "s.yaml:5:");
    check_warning(", variability: {cv: 0}", "",
                  "'cv' of the service 'chat' changes nothing: 0 is no variation");
    check_warning(", variability: {cv: 0.1, regional_correlation: 50 %}", "", "there is one region");
    check_warning("", "serving: {plan_for: 99 %}",
                  "'plan_for' of 'serving' changes nothing: the forecast has no error");
    check_warning("", "serving: {lends: true, forecast: {kind: last_epoch, error: 10 %}}",
                  "'error' of 'forecast' changes nothing: replicas are planned for the forecast itself");
    check_warning("", "serving: {forecast: {kind: last_epoch}}",
                  "'kind' of 'forecast' changes nothing: without 'lends' replicas are held for the peak");
    check_warning("", "serving: {lends: true, forecast: {kind: same_hour_last_week}}",
                  "the run is over within a week");
    check_warning("", "demand_events: [{name: a, factor: 1, duration: 1 h, start: 1 h}]",
                  "'factor' of the demand event 'a' changes nothing");
    check_warning("", "demand_events: [{name: a, factor: 2, duration: 1 h, start: 2 d}]",
                  "'start' of the demand event 'a' changes nothing: the run is over by then");
    // All that is meant.
    CHECK(warnings(", variability: {cv: 0.1}",
                   "serving: {lends: true, forecast: {kind: last_epoch, error: 10 %}, plan_for: 99 %}")
              .empty());
    CHECK(warnings("", "serving: {forecast: {error: 10 %}}").empty());
    WrittenFiles const folder;
    auto const reading = read(folder.write(
        "s.yaml",
        good_but("horizon: 1 d",
                 "horizon: 1 d\ndemand_events: [{name: a, factor: 2, duration: 1 h, start: 1 h}]")));
    CHECK(std::ranges::any_of(reading.warnings, [](scenario::Problem const& one) {
        return one.wrong.find("there is no service") != std::string::npos;
    }));
}

}  // namespace meridian::testing
