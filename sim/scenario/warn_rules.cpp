#include <algorithm>
#include <chrono>
#include <string>

#include <fmt/format.h>

#include "models/energy/site_power.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/warnings.hpp"
#include "sim/setup/rule_scope.hpp"

namespace meridian::scenario {
namespace {

constexpr std::string_view annual_measure{"pue"};
constexpr std::chrono::hours day{24};
constexpr std::chrono::hours year{365 * 24};

// Whether the months of its climate make a difference.
bool has_seasons(ScenarioBuilder const& b, Site const& site) {
    if (!site.climate.valid()) return false;
    Cooling const& cooling = b.scenario.coolings[site.cooling];
    auto const& months = b.scenario.climates[site.climate].monthly_mean;
    return std::ranges::any_of(
        months, [&](auto const& mean) { return pue(cooling, mean) != pue(cooling, months[0]); });
}

bool is_of_seasons(ScenarioBuilder const& b, Rule const& rule) {
    return std::ranges::any_of(b.scenario.sites, [&](Site const& site) {
        return in_scope(rule.scope, site, b.nodes[site.node].province) && has_seasons(b, site);
    });
}

}  // namespace

void warn_rules(ScenarioBuilder const& b, Problems& warnings) {
    Duration const measured = b.scenario.horizon - b.scenario.warmup;
    if (measured >= Duration{year}) return;
    std::string names;
    RuleRecord const* first = nullptr;
    for (std::size_t i = 0; i < b.scenario.rules.size(); ++i) {
        Rule const& rule = b.scenario.rules[i];
        if (rule.text.measure != annual_measure || !rule.text.decides() || !is_of_seasons(b, rule)) continue;
        names += (first == nullptr ? "" : ", ") + rule.text.name;
        if (first == nullptr) first = &b.in.rules[i];
    }
    if (first == nullptr) return;
    Duration const asked = Duration{year} + b.scenario.warmup;
    auto const days = (asked + Duration{day} - Duration{1}) / Duration{day};
    // Where the file may not be quoted, what stands before the quotes is left.
    double const measured_days = in_seconds(measured).count() / in_seconds(Duration{day}).count();
    warnings.add(first->location(),
                 fmt::format("the PUE of a year is judged by a shorter measured window, {} d: {}",
                             format_number(measured_days), names),
                 fmt::format("measure a year, or let the rules be monitored: 'horizon: {} d' or 'status: "
                             "monitored'",
                             days));
}

}  // namespace meridian::scenario
