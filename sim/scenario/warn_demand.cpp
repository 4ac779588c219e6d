#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

// A warning that a written key changes nothing, and why.
struct Warned {
    RecordDraft const& record;
    std::string_view key;
    std::string of;
    std::string_view why;
    std::string fix{"remove the key"};
};

void add(Problems& warnings, Warned const& one) {
    warnings.add(one.record.location(one.key),
                 fmt::format("'{}' of {} changes nothing: {}", one.key, one.of, one.why), one.fix);
}

void warn_variability(ScenarioBuilder const& b, Problems& warnings) {
    Forecast const& forecast = b.scenario.serving.forecast;
    for (ServiceRecord const& in : b.in.services) {
        auto const& variability = in.variability;
        if (variability.draft == nullptr) continue;
        auto const of = fmt::format("the service '{}'", in.value.name);
        if (variability.value.cv == 0.0 && forecast.error == 0.0)
            add(warnings,
                {variability, "cv", of, "0 is no variation", "write 'cv: 20 %', or remove 'variability'"});
        if (variability.written("regional_correlation") && b.scenario.regions.size() == 1)
            add(warnings, {variability, "regional_correlation", of, "there is one region"});
    }
}

void warn_forecast(ScenarioBuilder const& b, Problems& warnings) {
    ServingDraft const& in = b.in.serving;
    if (in.draft == nullptr || b.in.services.empty()) return;
    Serving const& serving = b.scenario.serving;
    bool const is_perfect = serving.forecast.kind == ForecastKind::perfect;
    bool const errs = serving.forecast.error > 0.0;
    bool const varies =
        !b.scenario.demand_events.empty() ||
        std::ranges::any_of(b.scenario.services, [](Service const& s) { return s.variability.cv > 0.0; });
    if (serving.plan_for && !errs)
        add(warnings, {in, "plan_for", "'serving'", "the forecast has no error",
                       "add 'forecast: {error: 10 %}', or remove the key"});
    if (errs && !is_perfect && !serving.plan_for)
        add(warnings, {in.forecast, "error", "'forecast'", "replicas are planned for the forecast itself",
                       "add 'plan_for: 99 %' to 'serving', or remove the key"});
    if (is_perfect) return;
    if (!serving.lends && !varies)
        add(warnings, {in.forecast, "kind", "'forecast'", "without 'lends' replicas are held for the peak",
                       "add 'lends: true' to 'serving', or remove the key"});
    constexpr std::chrono::hours week{7 * 24};
    Duration const last = b.scenario.end == EndRule::cut ? b.scenario.horizon : b.scenario.last_end();
    if (serving.lends && serving.forecast.kind == ForecastKind::same_hour_last_week && last <= week)
        warnings.add(in.forecast.location("kind"),
                     "the run is over within a week, so that the forecast is what each hour has",
                     "write a longer 'horizon', or 'kind: last_epoch'");
}

void warn_events(ScenarioBuilder const& b, Problems& warnings) {
    if (!b.in.demand_events.empty() && b.in.services.empty())
        add(warnings, {b.in, "demand_events", "the scenario", "there is no service"});
    Duration const last = b.scenario.end == EndRule::cut ? b.scenario.horizon : b.scenario.last_end();
    for (DemandEventRecord const& in : b.in.demand_events) {
        auto const of = fmt::format("the demand event '{}'", in.value.name);
        if (in.value.factor == 1.0)
            add(warnings,
                {in, "factor", of, "the rates stay what they are", "write another, or remove the event"});
        if (in.value.start && *in.value.start >= last)
            add(warnings, {in, "start", of, "the run is over by then",
                           "write an earlier 'start', or remove the event"});
    }
}

}  // namespace

void warn_demand(ScenarioBuilder const& b, Problems& warnings) {
    warn_variability(b, warnings);
    warn_forecast(b, warnings);
    warn_events(b, warnings);
}

}  // namespace meridian::scenario
