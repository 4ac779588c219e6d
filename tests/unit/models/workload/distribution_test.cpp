#include "models/workload/distribution.hpp"

#include <cmath>
#include <limits>

#include <boost/math/special_functions/erf.hpp>

#include "models/workload/gravity.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

// The mean of the quantiles at the middles of n equal shares: what mean() must agree with.
double averaged(Distribution const& d, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; ++i) {
        sum += quantile(d, (i + 0.5) / n);
    }
    return sum / n;
}

}  // namespace

TEST_CASE("the normal quantile agrees with the inverse error function to 1e-15") {
    double worst = 0.0;
    double worst_at = 0.0;
    auto const look = [&](double u) {
        long double const tail = static_cast<long double>(u);
        long double const truth = -std::sqrt(2.0L) * boost::math::erfc_inv(2.0L * tail);
        double const error = static_cast<double>(
            std::abs((static_cast<long double>(standard_normal_quantile(u)) - truth) / truth));
        if (error > worst) {
            worst = error;
            worst_at = u;
        }
    };
    for (int i = 1; i < 5000; ++i) {
        if (i != 2500) look(i / 5000.0);
    }
    for (double u = 0x1p-53; u < 0.4; u *= 1.3) {
        look(u);
    }
    for (double u = 1e-300; u < 1e-16; u *= 100.0) {
        look(u);
    }
    CAPTURE(worst_at);
    CHECK(worst < 1e-15);
    CHECK(standard_normal_quantile(0.5) == 0.0);
    CHECK(standard_normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
    CHECK(standard_normal_quantile(0.25) == -standard_normal_quantile(0.75));
}

TEST_CASE("quantiles by hand") {
    CHECK(quantile({Constant{7.0}}, 0.3) == 7.0);
    CHECK(quantile({Uniform{2.0, 6.0}}, 0.25) == 3.0);
    // P(X > x) = exp(-x / 10) = 1/2 at 10 ln 2.
    CHECK(quantile({Exponential{10.0}}, 0.5) == Approx(6.931471805599453).epsilon(1e-15));
    CHECK(quantile({LogNormal{5.0, 1.2}}, 0.5) == 5.0);
    // One sigma up: Phi(1) = 0.8413447460685429; 5 e^1.2 = 16.600584613682734.
    CHECK(quantile({LogNormal{5.0, 1.2}}, 0.8413447460685429) == Approx(16.600584613682734).epsilon(1e-14));
    // (2 / x)^3 = 1/8 at x = 4.
    CHECK(quantile({Pareto{2.0, 3.0}}, 0.875) == Approx(4.0).epsilon(1e-15));
    Choice const choice{{1.0, 8.0, 64.0}, {0.5, 0.75, 1.0}};
    CHECK(quantile({choice}, 0.49) == 1.0);
    CHECK(quantile({choice}, 0.5) == 8.0);
    CHECK(quantile({choice}, 0.75) == 64.0);
    CHECK(quantile({choice}, std::nextafter(1.0, 0.0)) == 64.0);
}

TEST_CASE("values outside the bounds are moved to them") {
    Distribution const d{Exponential{10.0}, 2.0, 12.0};
    CHECK(quantile(d, 0.01) == 2.0);   // 0.1
    CHECK(quantile(d, 0.99) == 12.0);  // 46
    CHECK(quantile(d, 0.5) == Approx(6.931471805599453).epsilon(1e-15));
    // An overflowing tail is moved to the bound as well.
    CHECK(quantile({Pareto{1.0, 0.001}}, 0.999999) == 1e300);
}

TEST_CASE("quantiles never fall as the share grows") {
    std::vector<Distribution> const all = {{Uniform{0.0, 1.0}},
                                           {Exponential{3.0}},
                                           {LogNormal{10.0, 2.0}},
                                           {Pareto{1.0, 1.5}},
                                           {LogNormal{1.0, 0.5}, 0.5, 2.0}};
    int falls = 0;
    for (Distribution const& d : all) {
        double before = 0.0;
        for (int i = 1; i < 20'000; ++i) {
            double const x = quantile(d, i / 20'000.0);
            if (x < before) ++falls;
            before = x;
        }
    }
    CHECK(falls == 0);
}

TEST_CASE("means without bounds are the closed forms") {
    CHECK(mean({Constant{7.0}}) == 7.0);
    CHECK(mean({Uniform{2.0, 6.0}}) == 4.0);
    CHECK(mean({Exponential{10.0}}) == 10.0);
    CHECK(mean({LogNormal{5.0, 1.2}}) == Approx(5.0 * std::exp(0.72)).epsilon(1e-15));
    CHECK(mean({Pareto{2.0, 3.0}}) == 3.0);  // 2 * 3 / 2
    CHECK(mean({Choice{{1.0, 8.0}, {0.25, 1.0}}}) == 6.25);
    CHECK(std::isinf(mean({Pareto{2.0, 1.0}})));
    CHECK(std::isinf(mean({Pareto{2.0, 0.5}})));
}

TEST_CASE("means with bounds by hand") {
    CHECK(mean({Constant{7.0}, 0.0, 5.0}) == 5.0);
    CHECK(mean({Uniform{0.0, 10.0}, 0.0, 100.0}) == 5.0);
    // A fifth at 2, half uniform over 2..7 (mean 4.5), three tenths at 7: 0.4 + 2.25 + 2.1 = 4.75.
    CHECK(mean({Uniform{0.0, 10.0}, 2.0, 7.0}) == Approx(4.75).epsilon(1e-15));
    CHECK(mean({Uniform{0.0, 10.0}, 20.0, 30.0}) == 20.0);
    CHECK(mean({Uniform{3.0, 3.0}}) == 3.0);
    // 2 + 10 (e^-0.2 - e^-1.2) = 2 + 10 (0.8187307530779818 - 0.3011942119122021) = 7.175365411657797.
    CHECK(mean({Exponential{10.0}, 2.0, 12.0}) == Approx(7.175365411657797).epsilon(1e-14));
    // Shape 1 up to e: 1 + ln e = 2. Shape 2 up to 2: 1 + (1 - 1/2) = 1.5.
    CHECK(mean({Pareto{1.0, 1.0}, 0.0, std::exp(1.0)}) == Approx(2.0).epsilon(1e-14));
    CHECK(mean({Pareto{1.0, 2.0}, 0.0, 2.0}) == Approx(1.5).epsilon(1e-14));
    CHECK(mean({Pareto{1.0, 2.0}, 2.0, 1e300}) == Approx(2.5).epsilon(1e-14));  // 2 + integral of 1/x^2
    CHECK(mean({Pareto{5.0, 2.0}, 0.0, 2.0}) == 2.0);
    CHECK(mean({Choice{{1.0, 8.0}, {0.25, 1.0}}, 2.0, 4.0}) == 3.5);
}

TEST_CASE("the mean of a bounded lognormal is the closed form with the error function") {
    auto const share_below = [](double z) { return boost::math::erfc(-z / std::sqrt(2.0)) / 2.0; };
    struct Case {
        double median, sigma, a, b;
    };
    for (auto const& [median, sigma, a, b] :
         {Case{2.0, 1.2, 1.0, 10.0}, Case{753.0, 0.99, 1.0, 131'072.0}, Case{1.0, 3.0, 0.001, 1e6},
          Case{4.0, 0.05, 3.9, 4.3}, Case{1.0, 1.0, 500.0, 600.0}, Case{1.0, 1.0, 0.001, 0.002},
          Case{1.0, 20.0, 1e-9, std::exp(20.0)}, Case{1.0, 20.0, 1e-9, std::exp(300.0)}}) {
        CAPTURE(median, sigma, a, b);
        double const at_a = std::log(a / median) / sigma;
        double const at_b = std::log(b / median) / sigma;
        double const between =
            median * std::exp(sigma * sigma / 2.0) * (share_below(at_b - sigma) - share_below(at_a - sigma));
        double const expected = a * share_below(at_a) + between + b * share_below(-at_b);
        CHECK(mean({LogNormal{median, sigma}, a, b}) == Approx(expected).epsilon(1e-12));
    }
    CHECK(mean({LogNormal{5.0, 0.0}, 0.0, 4.0}) == 4.0);
}

TEST_CASE("bounded means agree with the average over many quantiles") {
    std::vector<Distribution> const all = {
        {LogNormal{2.0, 1.2}, 0.0, 48.0},     {LogNormal{2.0, 1.2}, 1.0, 1e300},
        {LogNormal{2.0, 1.2}, 1.0, 10.0},     {Pareto{1.0, 1.5}, 2.0, 50.0},
        {Pareto{1.0, 1.0 + 1e-12}, 0.0, 9.0}, {Exponential{4.0}, 1.0, 20.0},
        {Uniform{1.0, 9.0}, 3.0, 5.0}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(i);
        CHECK(mean(all[i]) == Approx(averaged(all[i], 200'003)).epsilon(1e-3));
    }
}

TEST_CASE("gravity shares follow mass and distance and end at exactly 1") {
    // decay 100 km, region 0: weights 1, 2 e^-1, 4 e^-2 = 1, 0.735758882, 0.541341133; sum 2.277100015.
    Eigen::VectorXd const masses{{1.0, 2.0, 4.0}};
    Eigen::MatrixXd const distances{{0.0, 100.0, 200.0}, {100.0, 0.0, 300.0}, {200.0, 300.0, 0.0}};
    auto const shares = cumulative_gravity_shares(masses, distances, Kilometres{100.0});
    CHECK(shares(0, 0) == Approx(1.0 / 2.277100015).epsilon(1e-9));
    CHECK(shares(0, 1) == Approx(1.735758882 / 2.277100015).epsilon(1e-9));
    for (int i = 0; i < 3; ++i) {
        CHECK(shares(i, 2) == 1.0);
    }
}

TEST_CASE("what cannot be reached or has no mass gets no share") {
    constexpr double far = std::numeric_limits<double>::infinity();
    Eigen::VectorXd const masses{{0.0, 2.0, 2.0, 0.0}};
    Eigen::MatrixXd distances = Eigen::MatrixXd::Constant(4, 4, 1e6);
    distances.row(1) << 1e6, 0.0, far, 5.0;
    distances.row(3).setConstant(far);
    auto const shares = cumulative_gravity_shares(masses, distances, Kilometres{1.0});
    // Region 0: both masses a million decay lengths away, equally far: a half each, and no 0 / 0.
    CHECK(shares.row(0) == Eigen::RowVector4d(0.0, 0.5, 1.0, 1.0));
    CHECK(shares.row(1) == Eigen::RowVector4d(0.0, 1.0, 1.0, 1.0));
    // Region 3 reaches nothing: its data stays at home.
    CHECK(shares.row(3) == Eigen::RowVector4d(0.0, 0.0, 0.0, 1.0));
}
