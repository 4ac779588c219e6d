#include "sim/study/budget.hpp"

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/setup/site_costs.hpp"

namespace meridian::study {

std::optional<double> measured(Scenario const& scenario, Measure measure) {
    if (measure == Measure::capital) {
        auto const costs = site_costs(scenario);
        if (!costs) return std::nullopt;
        double cny = network_costs(scenario).upfront_cny;
        for (SiteCosts const& site : *costs)
            cny += site.upfront_cny;
        return cny;
    }
    double all = 0.0;
    for (Pool const& pool : scenario.pools) {
        Accelerator const& model = scenario.accelerators[pool.accelerator];
        double const cards = static_cast<double>(pool.servers) * static_cast<double>(pool.width);
        if (measure == Measure::accelerators) all += cards;
        if (measure == Measure::flops_fp16) all += cards * model.fp16_dense.count();
        if (measure == Measure::it_power) all += cards * static_cast<double>(model.busy_power.count());
    }
    return all;
}

AmountUnit amount_unit(Measure measure) {
    switch (measure) {
        case Measure::accelerators:
            return {"accelerators", 1.0};
        case Measure::flops_fp16:
            return {"FLOP/s", 1.0};
        case Measure::it_power:
            return {"kW", microwatts_per_kw};
        case Measure::capital:
            break;
    }
    return {"CNY", 1.0};
}

std::string amount_words(double amount, Measure measure) {
    switch (measure) {
        case Measure::accelerators:
            return human_count(amount) + " accelerators";
        case Measure::flops_fp16:
            return fmt::format("{:.3g} EFLOPS", amount / 1e18);
        case Measure::it_power:
            return fmt::format("{:.3g} MW", amount / (1e3 * microwatts_per_kw));
        case Measure::capital:
            break;
    }
    return human_cny(amount);
}

}  // namespace meridian::study
