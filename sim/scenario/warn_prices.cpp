#include <fmt/format.h>

#include "sim/scenario/warnings.hpp"
#include "sim/setup/work_values.hpp"

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

void warn_values(ScenarioBuilder const& b, Problems& warnings) {
    WorkValues const values = work_values(b.scenario);
    SourceLocation const start = b.start_of_file();
    if (values.given == ValuesGiven::some) {
        warnings.add(start, fmt::format("net cost is not given: the {} has no 'value'", values.first_without),
                     "add a 'value' to it, '0 CNY/acc-h' if nothing is lost with it");
    }
    bool const given = values.given != ValuesGiven::none;
    if (given && b.scenario.value_basis == ValueBasis::not_stated) {
        warnings.add(start, "reports cannot say what the values of work stand for",
                     "add 'value_basis: rent', or tokens, replacement, penalty");
    }
    if (!given && b.in.plan.draft != nullptr) {
        warnings.add(b.in.plan.location(), "'plan' changes nothing: no work has a 'value'",
                     "add 'value: 3 CNY/acc-h' to the classes, and a 'value' to the services");
    }
}

}  // namespace meridian::scenario
