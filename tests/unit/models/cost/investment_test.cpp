#include "models/cost/investment.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("the cash of an investment", "[cost]") {
    // Accelerators of 100 that last 2 years and a hall of 60 that lasts 6, over 4 years; income 80 growing by
    // 10 %, expenses 20. Accelerators are bought at 0 and 2, the hall has 2 of 6 years left: 20.
    //   year 0: -160; 1: 80 - 20 = 60; 2: 88 - 20 - 100 = -32; 3: 96.8 - 20 = 76.8; 4: 106.48 - 20 + 20 = 106.48
    Investment const of{{Capital{100.0, 2}, Capital{60.0, 6}}, 80.0, 20.0};
    auto const cash = yearly_cash(of, {4, 0.1});
    REQUIRE(cash.size() == 5);
    CHECK(cash[0] == -160.0);
    CHECK(cash[1] == Approx(60.0));
    CHECK(cash[2] == Approx(-32.0));
    CHECK(cash[3] == Approx(76.8));
    CHECK(cash[4] == Approx(106.48));
    // -160 + 60 / 1.25 - 32 / 1.5625 + 76.8 / 1.953125 + 106.48 / 2.44140625
    //   = -160 + 48 - 20.48 + 39.3216 + 43.614208 = -49.544192
    CHECK(net_present_value(cash, 0.25) == Approx(-49.544192));
    // Sums: -160, -100, -132, -55.2, 51.28: within the fourth year at 55.2 / 106.48 of it.
    CHECK(payback_years(cash).value() == Approx(3.0 + 55.2 / 106.48));
}

TEST_CASE("the present value of an annuity of its own price is nothing", "[cost]") {
    // A price of 1,000 over 5 years at 7 % costs 243.8907 a year: an income of that is worth the price.
    double const yearly = Capital{1000.0, 5}.per_year(0.07);
    auto const cash = yearly_cash({{Capital{1000.0, 5}}, yearly, 0.0}, {5, 0.0});
    CHECK(net_present_value(cash, 0.07) == Approx(0.0).margin(1e-9));
    CHECK(payback_years(cash).value() == Approx(1000.0 / yearly));
}

TEST_CASE("payback is final, or is none", "[cost]") {
    CHECK_FALSE(payback_years({-100.0, 30.0, 30.0}).has_value());
    CHECK(payback_years({0.0, 5.0}).value() == 0.0);  // nothing was bought
    // Paid back in year 1, bought again in year 2: what counts is the end of the second debt.
    CHECK(payback_years({-10.0, 20.0, -30.0, 40.0}).value() == Approx(2.5));
}
