#include "sim/scenario/hurdles.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace meridian::scenario {

double smallest_of(Distribution const& size) {
    double low = 0.0;
    if (auto const* constant = std::get_if<Constant>(&size.shape)) low = constant->value;
    if (auto const* uniform = std::get_if<Uniform>(&size.shape)) low = uniform->low;
    if (auto const* pareto = std::get_if<Pareto>(&size.shape)) low = pareto->minimum;
    if (auto const* choice = std::get_if<Choice>(&size.shape)) low = choice->values.front();
    return std::clamp(low, size.at_least, size.at_most);
}

double largest_of(Distribution const& size) {
    double high = std::numeric_limits<double>::infinity();
    if (auto const* constant = std::get_if<Constant>(&size.shape)) high = constant->value;
    if (auto const* uniform = std::get_if<Uniform>(&size.shape)) high = uniform->high;
    if (auto const* choice = std::get_if<Choice>(&size.shape)) high = choice->values.back();
    return std::clamp(high, size.at_least, size.at_most);
}

SitePowers idle_power_by_site(Scenario const& scenario) {
    SitePowers idle(scenario.sites.size(), 0);
    for (auto const& pool : scenario.pools) {
        auto const each = scenario.accelerators[pool.accelerator].idle_power.count();
        idle[pool.site.index] += each * pool.servers * pool.width;
    }
    return idle;
}

bool stores_input(Site const& site, Need const& need) {
    return !site.storage || need.bytes <= site.storage->count();
}

std::int64_t drawn(Scenario const& scenario, Pool const& pool, Need const& need, SitePowers const& idle) {
    auto const& a = scenario.accelerators[pool.accelerator];
    return idle[pool.site.index] + need.width * (a.busy_power - a.idle_power).count();
}

std::optional<Hurdle> first_hurdle(Scenario const& scenario, Pool const& pool, Need const& need,
                                   SitePowers const& idle) {
    auto const& a = scenario.accelerators[pool.accelerator];
    auto const& site = scenario.sites[pool.site];
    auto const& c = need.of;
    if (!can_do(a, c.kind)) return Hurdle::kind;
    auto const& models = c.models;
    if (!models.empty() && std::find(models.begin(), models.end(), pool.accelerator) == models.end())
        return Hurdle::model;
    if (!c.stacks.empty() && std::find(c.stacks.begin(), c.stacks.end(), a.stack) == c.stacks.end())
        return Hurdle::stack;
    if (need.width > pool.servers * pool.width) return Hurdle::width;
    bool const idle_fits = site.power_limit && idle[pool.site.index] <= site.power_limit->count();
    if (idle_fits && drawn(scenario, pool, need, idle) > site.power_limit->count()) return Hurdle::power;
    if (!stores_input(site, need)) return Hurdle::storage;
    return std::nullopt;
}

}  // namespace meridian::scenario
