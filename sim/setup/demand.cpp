#include "sim/setup/demand.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "models/series/calendar.hpp"

namespace meridian {

double region_share(Scenario const& scenario, std::size_t mass, RegionId region) {
    if (mass >= scenario.masses.size()) return 1.0 / static_cast<double>(scenario.regions.size());
    double total = 0.0;
    for (DemandRegion const& r : scenario.regions)
        total += r.masses[mass];
    return scenario.regions[region].masses[mass] / total;
}

bool has_uncertain_demand(Scenario const& scenario) {
    if (scenario.services.empty()) return false;
    Forecast const& forecast = scenario.serving.forecast;
    return !scenario.demand_events.empty() || forecast.kind != ForecastKind::perfect ||
           forecast.error > 0.0 || std::ranges::any_of(scenario.services, [](Service const& service) {
               return service.variability.cv > 0.0;
           });
}

Series curve_series(Scenario const& scenario, CurveId curve, SimTime end) {
    if (!curve.valid()) return Series::constant(1.0);
    Calendar const calendar{scenario.start_unix_s, scenario.timezone};
    std::vector<SimTime> starts;
    std::vector<double> values;
    for (LocalHour const& hour : calendar.hours(end)) {
        starts.push_back(hour.begin);
        values.push_back(scenario.curves[curve].weight[hour.weekday * 24 + hour.hour]);
    }
    return Series{std::move(starts), std::move(values)};
}

}  // namespace meridian
