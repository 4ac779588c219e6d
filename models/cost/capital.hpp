// Capital as a yearly cost: the annuity over the life of an asset.
//
//     capital recovery factor = r (1 + r)^n / ((1 + r)^n - 1)        1 / n at r = 0
//
// with discount rate r per year and life n in whole years. Short, Packey and Holt, A manual for the economic
// evaluation of energy efficiency and renewable energy technologies, NREL/TP-462-5173, 1995, section 2.
#pragma once

namespace meridian {

// Precondition: rate >= 0, years >= 1.
[[nodiscard]] constexpr double capital_recovery_factor(double rate, int years) {
    if (rate == 0.0) return 1.0 / years;
    double growth = 1.0;
    for (int year = 0; year < years; ++year)
        growth *= 1.0 + rate;
    return rate * growth / (growth - 1.0);
}

// An asset: its price and its life.
struct Capital {
    double cny{0.0};
    int life_years{1};

    [[nodiscard]] constexpr double per_year(double discount_rate) const {
        return cny * capital_recovery_factor(discount_rate, life_years);
    }
};

}  // namespace meridian
