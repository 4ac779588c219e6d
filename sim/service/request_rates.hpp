// The rates of requests by service and region: what is expected, what comes, and what is forecast.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/series/series.hpp"
#include "models/units/cross_table.hpp"
#include "sim/service/demand_events.hpp"
#include "sim/service/demand_noise.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::service {

// Requests per second.
using RateTable = CrossTable<ServiceId, RegionId, double>;

// What the weekly shapes of the scenario say, without noise and events. The scenario outlives it.
class ExpectedRates {
public:
    explicit ExpectedRates(Scenario const& scenario);

    [[nodiscard]] double at(ServiceId service, RegionId region, SimTime now) const;
    [[nodiscard]] RateTable table(SimTime now) const;
    // Instants at which a rate changes, in order.
    [[nodiscard]] std::vector<SimTime> const& changes() const { return changes_; }
    // Of all curves: where they are equal all rates are.
    [[nodiscard]] std::vector<double> weights(SimTime now) const;

private:
    Scenario const& scenario_;
    std::vector<Series> curves_;  // by curve; the last one is flat
    std::vector<SimTime> changes_;
    CrossTable<ServiceId, RegionId, double> shares_;
};

// The mean rates that come in an epoch: the expected ones at its begin, times noise and events. At one epoch, and able
// to go on; a copy goes on by itself. Scenario and expected rates outlive it.
class RealisedRates {
public:
    RealisedRates(Scenario const& scenario, ExpectedRates const& expected);

    // Precondition: no epoch before the last one asked for. The answer holds until the next call.
    [[nodiscard]] RateTable const& of(std::int64_t epoch);

private:
    Scenario const& scenario_;
    ExpectedRates const& expected_;
    DemandNoise noise_;
    DemandEvents events_;
    RateTable rates_;
    std::int64_t epoch_{-1};
};

// What is forecast of an epoch when the replicas for it are taken, `lead` epochs before it begins (`Serving::forecast`).
// As RealisedRates.
class ForecastRates {
public:
    ForecastRates(Scenario const& scenario, ExpectedRates const& expected, std::int64_t lead);

    [[nodiscard]] RateTable const& of(std::int64_t epoch);

private:
    void divide_by_errors(std::int64_t epoch);

    Scenario const& scenario_;
    ExpectedRates const& expected_;
    std::int64_t behind_;  // epochs from the one that the forecast repeats to the one forecast
    RealisedRates realised_;
    std::optional<DemandNoise> errors_;
    RateTable rates_;
    std::int64_t epoch_{-1};
};

}  // namespace meridian::service
