// Meters integrate levels exactly over time: touched when a level changes, never sampled.
#pragma once

#include <cassert>
#include <cstdint>

#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "sim/setup/site_series.hpp"

namespace meridian::observe {

using Area = WideCount;  // level x nanoseconds, exact

// Integral of a whole-numbered level.
template <class Level>
class IntegralOf {
public:
    void change(SimTime now, Level by) {
        area_ = area_at(now);
        since_ = now;
        level_ += by;
    }
    [[nodiscard]] Area area_at(SimTime now) const {
        return area_ + static_cast<Area>(level_) * (now - since_).count();
    }
    [[nodiscard]] Level level() const { return level_; }

private:
    Area area_{0};
    Level level_{0};
    SimTime since_;
};
using LevelMeter = IntegralOf<std::int64_t>;
using ByteMeter = IntegralOf<WideCount>;

// Level x seconds, for reports.
[[nodiscard]] inline double level_seconds(Area area) {
    return static_cast<double>(area) / nanoseconds_per_second;
}

// A difference or ratio of sums that were rounded in different orders: what rounding alone has taken below
// the least that it can be is that. What lies further below stays, and the audit reports it.
[[nodiscard]] inline double without_rounding(double value, double least, double scale) {
    constexpr double rounding = 1e-9;
    return value < least && value >= least - rounding * scale ? least : value;
}

struct EnergyTotals {
    double it_kwh{0.0};
    double facility_kwh{0.0};
    double cost_cny{0.0};
    double carbon_kg{0.0};  // location-based

    // At a PUE of 1 the two sums are of equal parts.
    [[nodiscard]] double overhead_kwh() const { return without_rounding(facility_kwh - it_kwh, 0.0, it_kwh); }
    // Precondition: it_kwh > 0.
    [[nodiscard]] double pue() const { return without_rounding(facility_kwh / it_kwh, 1.0, 1.0); }

    EnergyTotals& operator+=(EnergyTotals const& rhs) {
        it_kwh += rhs.it_kwh;
        facility_kwh += rhs.facility_kwh;
        cost_cny += rhs.cost_cny;
        carbon_kg += rhs.carbon_kg;
        return *this;
    }
    friend EnergyTotals operator-(EnergyTotals lhs, EnergyTotals const& rhs) {
        return {lhs.it_kwh - rhs.it_kwh, lhs.facility_kwh - rhs.facility_kwh, lhs.cost_cny - rhs.cost_cny,
                lhs.carbon_kg - rhs.carbon_kg};
    }
};

// Integral of IT power, exact in microwatt nanoseconds, and of its products with the site's factors.
class PowerMeter {
public:
    // `factors` are the site's integrals at `now`.
    void change(SimTime now, PowerFactors const& factors, std::int64_t by_uw) {
        settle(now, factors);
        level_uw_ += by_uw;
    }

    [[nodiscard]] std::int64_t level_uw() const { return level_uw_; }

    [[nodiscard]] EnergyTotals totals_at(SimTime now, PowerFactors const& factors) const {
        PowerMeter copy = *this;
        copy.settle(now, factors);
        constexpr double kwh_per_mw_s = 1.0 / (1e3 * joules_per_kwh);
        return {copy.milliwatt_nanoseconds() * (kwh_per_mw_s / nanoseconds_per_second),
                copy.products_.pue * kwh_per_mw_s, copy.products_.price * kwh_per_mw_s,
                copy.products_.carbon * kwh_per_mw_s};
    }

private:
    [[nodiscard]] double milliwatt_nanoseconds() const {
        constexpr Area microwatts_per_milliwatt = 1000;
        Area const whole = area_ / microwatts_per_milliwatt;
        Area const rest = area_ % microwatts_per_milliwatt;
        return static_cast<double>(whole) + static_cast<double>(rest) / 1e3;
    }
    void settle(SimTime now, PowerFactors const& factors) {
        area_ += static_cast<Area>(level_uw_) * (now - since_).count();
        double const level = in_milliwatts(level_uw_);
        products_.pue += level * (factors.pue - last_.pue);
        products_.price += level * (factors.price - last_.price);
        products_.carbon += level * (factors.carbon - last_.carbon);
        last_ = factors;
        since_ = now;
    }

    Area area_{0};  // microwatt nanoseconds
    std::int64_t level_uw_{0};
    SimTime since_;
    PowerFactors last_{};
    PowerFactors products_{};
};

}  // namespace meridian::observe
