#include "sim/service/request_rates.hpp"

#include <cassert>
#include <chrono>

#include "sim/setup/demand.hpp"

namespace meridian::service {
namespace {

constexpr std::chrono::hours week{7 * 24};

std::vector<double> variations(Scenario const& scenario) {
    std::vector<double> all;
    for (Service const& service : scenario.services)
        all.push_back(service.variability.cv);
    return all;
}

std::int64_t epochs_behind(Serving const& serving, std::int64_t lead) {
    switch (serving.forecast.kind) {
        case ForecastKind::perfect:
            return 0;
        case ForecastKind::last_epoch:
            return lead + 1;
        case ForecastKind::same_hour_last_week:
            return week / serving.epoch;
    }
    return 0;
}

}  // namespace

ExpectedRates::ExpectedRates(Scenario const& scenario)
    : scenario_{scenario}, shares_{scenario.services.size(), scenario.regions.size()} {
    for (CurveId const c : scenario.curves.keys())
        curves_.push_back(curve_series(scenario, c, SimTime{scenario.last_end()}));
    curves_.push_back(Series::constant(1.0));
    changes_ = merged_starts(curves_);
    for (ServiceId const v : scenario.services.keys()) {
        for (RegionId const r : scenario.regions.keys())
            shares_(v, r) = region_share(scenario, scenario.services[v].requests.mass, r);
    }
}

double ExpectedRates::at(ServiceId v, RegionId r, SimTime now) const {
    Arrivals const& requests = scenario_.services[v].requests;
    Series const& curve = requests.curve.valid() ? curves_[requests.curve.index] : curves_.back();
    return requests.rate.count() * shares_(v, r) * curve.value_at(now);
}

RateTable ExpectedRates::table(SimTime now) const {
    RateTable rates{scenario_.services.size(), scenario_.regions.size()};
    for (ServiceId const v : scenario_.services.keys()) {
        for (RegionId const r : scenario_.regions.keys())
            rates(v, r) = at(v, r, now);
    }
    return rates;
}

std::vector<double> ExpectedRates::weights(SimTime now) const {
    std::vector<double> weights;
    for (Series const& curve : curves_)
        weights.push_back(curve.value_at(now));
    return weights;
}

RealisedRates::RealisedRates(Scenario const& scenario, ExpectedRates const& expected)
    : scenario_{scenario},
      expected_{expected},
      noise_{scenario, "request rate", variations(scenario)},
      events_{scenario} {}

RateTable const& RealisedRates::of(std::int64_t epoch) {
    assert(epoch >= epoch_);
    if (epoch == epoch_) return rates_;
    epoch_ = epoch;
    SimTime const begin{epoch * scenario_.serving.epoch};
    noise_.move_to(epoch);
    events_.move_to(begin, begin + scenario_.serving.epoch);
    rates_ = expected_.table(begin);
    for (ServiceId const v : scenario_.services.keys()) {
        for (RegionId const r : scenario_.regions.keys())
            rates_(v, r) *= noise_.factor(v, r) * events_.factor(v, r);
    }
    return rates_;
}

ForecastRates::ForecastRates(Scenario const& scenario, ExpectedRates const& expected, std::int64_t lead)
    : scenario_{scenario},
      expected_{expected},
      behind_{epochs_behind(scenario.serving, lead)},
      realised_{scenario, expected} {
    Forecast const& forecast = scenario.serving.forecast;
    if (forecast.kind != ForecastKind::perfect || !(forecast.error > 0.0)) return;
    errors_.emplace(scenario, "forecast error",
                    std::vector<double>(scenario.services.size(), forecast.error));
}

RateTable const& ForecastRates::of(std::int64_t epoch) {
    if (epoch == epoch_) return rates_;
    epoch_ = epoch;
    if (epoch < behind_) {
        rates_ = expected_.table(SimTime{epoch * scenario_.serving.epoch});
    } else {
        rates_ = realised_.of(epoch - behind_);
        if (errors_) divide_by_errors(epoch);
    }
    return rates_;
}

// What comes is the forecast times the error, so that a quantile of the error is one of what comes.
void ForecastRates::divide_by_errors(std::int64_t epoch) {
    errors_->move_to(epoch);
    for (ServiceId const v : scenario_.services.keys()) {
        for (RegionId const r : scenario_.regions.keys())
            rates_(v, r) /= errors_->factor(v, r);
    }
}

}  // namespace meridian::service
