#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "models/statistics/log_histogram.hpp"
#include "models/statistics/moments.hpp"
#include "models/statistics/student_t.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

struct Scatter {
    std::uint64_t state;
    std::uint64_t bits() { return state = state * 6364136223846793005ULL + 1442695040888963407ULL; }
    double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
};

Moments moments_of(std::vector<double> const& values) {
    Moments m;
    for (double const v : values) {
        m.add(v);
    }
    return m;
}

}  // namespace

TEST_CASE("moments of a handful of numbers") {
    // Mean 40/8 = 5; squared distances 9+1+1+1+0+0+4+16 = 32; variance 32/7.
    Moments const m = moments_of({2, 4, 4, 4, 5, 5, 7, 9});
    CHECK(m.count() == 8);
    CHECK(m.mean() == Approx(5.0).epsilon(1e-15));
    CHECK(m.variance() == Approx(32.0 / 7.0).epsilon(1e-14));
    CHECK(m.min() == 2.0);
    CHECK(m.max() == 9.0);
    CHECK(moments_of({3}).variance() == 0.0);
    CHECK(Moments{}.mean() == 0.0);
    CHECK(std::isinf(Moments{}.min()));
}

TEST_CASE("a large offset does not eat the variance") {
    // 1e9 + {4, 7, 13, 16}: mean offset 10, squared distances 36 + 9 + 9 + 36 = 90; variance 30.
    CHECK(moments_of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}).variance() == Approx(30.0).epsilon(1e-9));
}

TEST_CASE("merged moments are those of all values") {
    Moments left = moments_of({2, 4, 4, 4});
    left.merge(moments_of({5, 5, 7, 9}));
    CHECK(left.count() == 8);
    CHECK(left.mean() == Approx(5.0).epsilon(1e-15));
    CHECK(left.variance() == Approx(32.0 / 7.0).epsilon(1e-14));
    CHECK(left.max() == 9.0);
    left.merge(Moments{});
    CHECK(left.count() == 8);
    Moments empty;
    empty.merge(left);
    CHECK(empty.mean() == left.mean());
    CHECK(empty.variance() == left.variance());
    CHECK(empty.min() == 2.0);
}

TEST_CASE("quantiles are within 0.4 percent of the nearest rank over fifteen decades") {
    std::uint64_t const seed = 3;
    CAPTURE(seed);
    Scatter scatter{seed};
    std::vector<double> values;
    LogHistogram histogram;
    for (int i = 0; i < 20'000; ++i) {
        values.push_back(std::pow(10.0, 15.0 * scatter.unit() - 6.0));
        histogram.add(values.back());
    }
    std::ranges::sort(values);
    double worst = 0.0;
    for (int i = 1; i <= 1000; ++i) {
        std::size_t const rank = static_cast<std::size_t>(i) * 20;  // q n is whole here
        double const truth = values[rank - 1];
        worst = std::max(worst, std::abs(histogram.quantile(i / 1000.0) / truth - 1.0));
    }
    CHECK(worst > 0.003);  // the bound is nearly met, so buckets are no finer than stated
    CHECK(worst <= 0.00391);
    CHECK(histogram.quantile(0.0) == values.front());
    CHECK(histogram.quantile(1.0) == values.back());
}

TEST_CASE("zeros and ranks are exact") {
    LogHistogram h;
    h.add(0.0, 50);
    h.add(1.0, 20);
    h.add(2.0, 30);
    // Ranks 1..50 are 0, 51..70 are 1, the rest 2. Middles: 1 + 1/256 and, clamped to the maximum, 2.
    CHECK(h.quantile(0.5) == 0.0);
    CHECK(h.quantile(0.51) == 1.00390625);
    CHECK(h.quantile(0.7) == 1.00390625);
    CHECK(h.quantile(0.71) == 2.0);
    CHECK(h.count() == 100);
    // 0.07 * 100 is 7.000000000000001 in doubles: still the 7th value, not the 8th.
    LogHistogram seven;
    seven.add(0.0, 7);
    seven.add(5.0, 93);
    CHECK(seven.quantile(0.07) == 0.0);
    LogHistogram one;
    one.add(3.3);
    CHECK(one.quantile(0.5) == 3.3);
}

TEST_CASE("histograms merge to the histogram of all values, in any order") {
    Scatter scatter{9};
    LogHistogram all, low, high;
    for (int i = 0; i < 2000; ++i) {
        double const small = scatter.unit() * 1e-3;
        double const large = 1e6 + 1e9 * scatter.unit();
        all.add(small);
        all.add(large);
        low.add(small);
        high.add(large);
    }
    all.add(0.0);
    low.add(0.0);
    LogHistogram up = low;
    up.merge(high);
    LogHistogram down = high;
    down.merge(low);
    LogHistogram empty;
    empty.merge(up);
    empty.merge(LogHistogram{});
    for (double const q : {0.0, 0.01, 0.25, 0.5, 0.501, 0.9, 1.0}) {
        CHECK(up.quantile(q) == all.quantile(q));
        CHECK(down.quantile(q) == all.quantile(q));
        CHECK(empty.quantile(q) == all.quantile(q));
    }
    CHECK(up.count() == 4001);
}

TEST_CASE("the extremes of double have buckets too") {
    LogHistogram h;
    h.add(std::numeric_limits<double>::max());
    h.add(std::numeric_limits<double>::denorm_min());
    h.add(1.0);
    CHECK(h.quantile(0.5) == 1.00390625);
    CHECK(h.quantile(1.0) == std::numeric_limits<double>::max());
    CHECK(h.quantile(0.1) == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("Student's t meets the printed tables and the closed forms of 1 and 2 degrees") {
    // 1 degree: t = tan(pi p / 2); 2 degrees: t = p sqrt(2 / (1 - p^2)).
    CHECK(student_t_two_sided(0.95, 1) == Approx(std::tan(0.95 * std::numbers::pi / 2.0)).epsilon(1e-12));
    CHECK(student_t_two_sided(0.9, 2) == Approx(0.9 * std::sqrt(2.0 / (1.0 - 0.81))).epsilon(1e-12));
    CHECK(student_t_two_sided(0.95, 9) == Approx(2.262157).epsilon(1e-6));
    CHECK(student_t_two_sided(0.99, 30) == Approx(2.749996).epsilon(1e-6));
    CHECK(student_t_two_sided(0.95, 1'000'000) == Approx(1.959966).epsilon(1e-6));
}

TEST_CASE("the half width of an interval is t s / sqrt n") {
    // {1, 2, 3}: s = 1, n = 3, t(0.95, 2) = 4.302653; 4.302653 / 1.732051 = 2.484138.
    CHECK(half_width(moments_of({1, 2, 3}), 0.95).value() == Approx(2.484138).epsilon(1e-6));
    CHECK(half_width(moments_of({4, 4, 4}), 0.95) == 0.0);
    CHECK_FALSE(half_width(moments_of({4}), 0.95));
}
