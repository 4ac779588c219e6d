#include "sim/report/static_value.hpp"

#include "models/series/prefix_integral.hpp"
#include "sim/setup/demand.hpp"

namespace meridian::report {
namespace {

// Of the curve over the window; 1 without a curve.
double mean_factor(Scenario const& scenario, CurveId curve) {
    if (!curve.valid()) return 1.0;
    SimTime const begin{scenario.warmup};
    SimTime const end{scenario.horizon};
    PrefixIntegral const factor{curve_series(scenario, curve, end)};
    return (factor.at(end) - factor.at(begin)) / in_seconds(end - begin).count();
}

}  // namespace

StaticValue::StaticValue(Scenario const& scenario)
    : scenario_{scenario}, given_{work_values(scenario).given == ValuesGiven::all}, meter_{scenario} {
    for (WorkloadClass const& c : scenario.classes)
        price_.add(c.value ? c.value->count() * mean_factor(scenario, c.value_curve) : 0.0);
}

void StaticValue::served(SimTime now, state::ServiceFlow const& flow, double seconds) {
    if (given_) meter_.served(now, flow, seconds);
}

void StaticValue::unmet(ClassId workload_class, double hours) {
    unmet_cny_ += hours * price_[workload_class];
}

double StaticValue::lost_cny() {
    double lost = unmet_cny_;
    observe::ValueTallies const tallies = meter_.take();
    for (std::size_t i = 0; i < tallies.requests.size(); ++i)
        lost += tallies.requests[i].late.cny + observe::sum(tallies.requests[i].rejected).cny;
    return lost;
}

}  // namespace meridian::report
