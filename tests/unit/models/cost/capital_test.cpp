#include "models/cost/capital.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("the capital recovery factor", "[cost]") {
    // 1.07^5 = 1.4025517; 0.07 x 1.4025517 / 0.4025517 = 0.2438907
    CHECK(capital_recovery_factor(0.07, 5) == Approx(0.2438907).epsilon(1e-6));
    // 1.07^15 = 2.7590315; 0.07 x 2.7590315 / 1.7590315 = 0.1097946
    CHECK(capital_recovery_factor(0.07, 15) == Approx(0.1097946).epsilon(1e-6));
    CHECK(capital_recovery_factor(0.0, 4) == 0.25);
    CHECK(capital_recovery_factor(0.5, 1) ==
          Approx(1.5));  // the year's end pays it back with a year's interest
    CHECK(capital_recovery_factor(1e-9, 10) == Approx(0.1));
}

TEST_CASE("yearly payments are worth the price", "[cost]") {
    // Discounted to today, n payments of the factor add up to 1.
    for (int const years : {1, 5, 15, 40}) {
        double worth = 0.0;
        double discount = 1.0;
        for (int year = 0; year < years; ++year) {
            discount /= 1.08;
            worth += discount * Capital{1000.0, years}.per_year(0.08);
        }
        CHECK(worth == Approx(1000.0));
    }
}

TEST_CASE("an owned accelerator-hour costs 5.8 to 6.0 CNY before electricity", "[cost]") {
    // A card of 200,000 CNY over 5 years, 0.7 kW of a facility of 20 (hub) or 35 (edge) M CNY per IT MW over
    // 15, 4 % of the facility's price a year for its operations; 7 %; 8,760 h.
    //   hub:  (48,778 + 14,000 x (0.10979 + 0.04)) / 8760 = 50,875 / 8760 = 5.808
    //   edge: (48,778 + 24,500 x (0.10979 + 0.04)) / 8760 = 52,448 / 8760 = 5.987
    auto const accelerator_hour = [](double facility_cny) {
        double const a_year = Capital{200'000, 5}.per_year(0.07) + Capital{facility_cny, 15}.per_year(0.07) +
                              0.04 * facility_cny;
        return a_year / 8760.0;
    };
    CHECK(accelerator_hour(0.7 * 20'000) == Approx(5.808).epsilon(1e-3));
    CHECK(accelerator_hour(0.7 * 35'000) == Approx(5.987).epsilon(1e-3));
}
