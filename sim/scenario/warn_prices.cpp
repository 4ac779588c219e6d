#include <fmt/format.h>

#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

// The first price that is written; nullptr if there is none.
Draft const* first_price(ScenarioInput const& in) {
    if (in.written("discount_rate")) return in.find("discount_rate");
    for (auto const& tier : in.tiers) {
        if (tier.written("facility")) return tier.find("facility");
    }
    for (auto const& link : in.links) {
        if (link.written("capital")) return link.find("capital");
    }
    return nullptr;
}

}  // namespace

void warn_prices(ScenarioBuilder const& b, Problems& warnings) {
    Draft const* const first = first_price(b.in);
    if (first == nullptr) return;
    auto const report_missing = [&](std::string_view missing, std::string fix) {
        warnings.add(first->location(), fmt::format("capital is not counted: {}", missing), std::move(fix));
    };
    auto const& scenario = b.scenario;
    if (!scenario.discount_rate)
        return report_missing("there is no discount rate", "add 'discount_rate: 7 %'");
    for (auto const& pool : scenario.pools) {
        if (scenario.card_capital[pool.accelerator]) continue;
        return report_missing(
            fmt::format("the accelerator '{}' has no price", scenario.accelerators[pool.accelerator].name),
            "add 'price: 200 kCNY' to it");
    }
    for (auto const& site : scenario.sites) {
        if (scenario.tiers[site.tier].facility_per_kw) continue;
        return report_missing(
            fmt::format("the tier '{}' has no price of facilities", scenario.tiers[site.tier].name),
            "add 'facility: 27 MCNY/MW' to it, under 'tiers'");
    }
}

}  // namespace meridian::scenario
