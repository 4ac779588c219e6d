#include <fmt/format.h>

#include "models/units/exact_math.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

// A factor for each year, and for the part of one.
double growth(double factor, double years) {
    double all = 1.0;
    for (; years >= 1.0; years -= 1.0)
        all *= factor;
    return years > 0.0 ? all * exact_exp(years * exact_log(factor)) : all;
}

void scale(ScenarioBuilder& b, NamedNumber const& one) {
    if (auto const c = b.class_names.find(one.name)) {
        Arrivals& arrivals = b.scenario.classes[ClassId{static_cast<std::uint32_t>(*c)}].arrivals;
        arrivals.rate = one.value * arrivals.rate;
        return;
    }
    auto const service = b.service_names.find(Item{one.name, one.where}, b.problems);
    if (!service) return;
    Arrivals& requests = b.scenario.services[ServiceId{static_cast<std::uint32_t>(*service)}].requests;
    requests.rate = one.value * requests.rate;
}

}  // namespace

void build_future(ScenarioBuilder& b) {
    auto const& in = b.in.future;
    if (in.draft == nullptr) return;
    double const tokens = growth(in.tokens_per_year, in.years);
    double const cost = growth(in.token_cost_per_year, in.years);
    for (Service& service : b.scenario.services) {
        if (!(service.decode_per_s > 0.0)) continue;
        service.requests.rate = tokens * service.requests.rate;
        service.prefill_per_s /= cost;
        service.decode_per_s /= cost;
    }
    for (NamedNumber const& one : in.scale.value)
        scale(b, one);
}

}  // namespace meridian::scenario
