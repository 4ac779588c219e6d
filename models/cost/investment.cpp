#include "models/cost/investment.hpp"

namespace meridian {

std::vector<double> yearly_cash(Investment const& of, InvestmentPlan const& plan) {
    std::vector<double> cash(static_cast<std::size_t>(plan.years) + 1, 0.0);
    double income = of.income_cny;
    for (std::size_t year = 1; year < cash.size(); ++year) {
        cash[year] = income - of.expenses_cny;
        income *= 1.0 + plan.growth;
    }
    for (Capital const& asset : of.assets) {
        int bought = 0;
        for (; bought < plan.years; bought += asset.life_years)
            cash[static_cast<std::size_t>(bought)] -= asset.cny;
        int const years_left = bought - plan.years;  // of the last one
        cash.back() += asset.cny * static_cast<double>(years_left) / static_cast<double>(asset.life_years);
    }
    return cash;
}

double net_present_value(std::vector<double> const& cash, double discount_rate) {
    double value = 0.0;
    for (auto year = cash.rbegin(); year != cash.rend(); ++year)
        value = value / (1.0 + discount_rate) + *year;
    return value;
}

std::optional<double> payback_years(std::vector<double> const& cash) {
    std::optional<double> paid;
    double sum = 0.0;
    for (std::size_t year = 0; year < cash.size(); ++year) {
        double const before = sum;
        sum += cash[year];
        if (sum < 0.0) {
            paid.reset();
        } else if (!paid && year > 0) {
            paid = static_cast<double>(year) - 1.0 + (before < 0.0 ? -before / cash[year] : 0.0);
        } else if (!paid) {
            paid = 0.0;
        }
    }
    return paid;
}

}  // namespace meridian
