#include "sim/setup/site_series.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "models/cost/tariff.hpp"
#include "models/energy/site_power.hpp"
#include "models/series/calendar.hpp"
#include "models/series/series.hpp"

namespace meridian {
namespace {

using Hours = std::vector<LocalHour>;

template <class Value>
Series hourly(Hours const& hours, Value value) {
    std::vector<SimTime> starts;
    std::vector<double> values;
    for (LocalHour const& hour : hours) {
        double const now = value(hour);
        if (!values.empty() && values.back() == now) continue;
        starts.push_back(hour.begin);
        values.push_back(now);
    }
    return Series{std::move(starts), std::move(values)};
}

}  // namespace

SiteSeries::SiteSeries(Scenario const& scenario) {
    Calendar const calendar{scenario.start_unix_s, scenario.timezone};
    Hours const hours = calendar.hours(SimTime{std::max(2 * scenario.horizon, scenario.last_end())});
    std::map<std::tuple<TariffId, GridId, ClimateId, CoolingId>, std::size_t> known;
    for (Site const& site : scenario.sites) {
        auto const [at, is_new] =
            known.try_emplace({site.tariff, site.grid, site.climate, site.cooling}, shared_.size());
        of_.push_back(at->second);
        if (!is_new) continue;
        Tariff const& tariff = scenario.tariffs[site.tariff];
        Cooling const& cooling = scenario.coolings[site.cooling];
        double const carbon = scenario.grids[site.grid].location.count();
        auto const pue_at = [&](LocalHour const& hour) {
            if (!site.climate.valid()) return cooling.base;
            return pue(cooling, scenario.climates[site.climate].monthly_mean[hour.month]);
        };
        auto const price_at = [&](LocalHour const& hour) {
            return price(tariff, hour.month, hour.hour).count();
        };
        Series const pues = hourly(hours, pue_at);
        Series const prices = hourly(hours, price_at);
        Series const carbons = Series::constant(carbon);
        shared_.push_back(Shared{PowerBundle{{pues, product(pues, prices), product(pues, carbons)}},
                                 PowerBundle{{Series::constant(1.0), prices, carbons}},
                                 {},
                                 {}});
    }
}

}  // namespace meridian
