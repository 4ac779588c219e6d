#include "models/series/series.hpp"

#include <cmath>

#include "models/series/integral_bundle.hpp"
#include "models/series/prefix_integral.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

// 2 on [0, 10 s), 0 on [10 s, 20 s), 0.5 from 20 s on.
Series steps() {
    return {{at(0s), at(10s), at(20s)}, {2.0, 0.0, 0.5}};
}

struct SeriesScatter {
    std::uint64_t state;
    std::uint64_t below(std::uint64_t n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 20U) % n;
    }
};

}  // namespace

TEST_CASE("a series is right-continuous and its last value holds for ever") {
    Series const s = steps();
    CHECK(s.value_at(at(0s)) == 2.0);
    CHECK(s.value_at(at(10s) - 1ns) == 2.0);
    CHECK(s.value_at(at(10s)) == 0.0);
    CHECK(s.value_at(at(24h * 36500)) == 0.5);
    CHECK(Series::constant(3.0).value_at(at(1h)) == 3.0);
}

TEST_CASE("products are taken on the breakpoints of both series") {
    Series const other{{at(0s), at(5s), at(20s)}, {1.0, 3.0, -2.0}};
    Series const p = product(steps(), other);
    REQUIRE(p.size() == 4);  // 0, 5, 10, 20 s
    CHECK(std::vector(p.values().begin(), p.values().end()) == std::vector{2.0, 6.0, 0.0, -1.0});
    CHECK(p.starts()[1] == at(5s));
}

TEST_CASE("prefix integrals add areas in seconds") {
    PrefixIntegral const f{steps()};
    // 2 * 3; 2 * 10; nothing more; 20 + 0.5 * 10; 20 + 0.5 * 1 ns.
    CHECK(f.at(at(3s)) == 6.0);
    CHECK(f.at(at(10s)) == 20.0);
    CHECK(f.at(at(15s)) == 20.0);
    CHECK(f.at(at(30s)) == 25.0);
    CHECK(f.at(at(1s)) == 2.0);
    CHECK(f.at(at(0s)) == 0.0);
}

namespace {

std::optional<SimTime> inverse(PrefixIntegral const& f, double area) {
    Cursor fresh;
    return f.inverse(area, fresh);
}

}  // namespace

TEST_CASE("the inverse is the first nanosecond that reaches the area and skips stretches of zero") {
    PrefixIntegral const f{steps()};
    CHECK(inverse(f, 0.0) == at(0s));
    CHECK(inverse(f, -1.0) == at(0s));
    CHECK(inverse(f, 6.0) == at(3s));
    CHECK(inverse(f, 20.0) == at(10s));
    // 20 + 1 unit is 0.5 * 2 s after 20 s.
    CHECK(inverse(f, 21.0) == at(22s));
    // 2e-9 per ns: 3e-9 is reached in the second nanosecond.
    CHECK(inverse(f, 3e-9) == at(2ns));
    // Just above 20: not in the zero stretch, but in the first nanosecond behind it.
    CHECK(inverse(f, std::nextafter(20.0, 21.0)) == at(20s + 1ns));
}

TEST_CASE("an area that is never reached has no inverse") {
    PrefixIntegral const stops{Series{{at(0s), at(10s)}, {1.0, 0.0}}};
    CHECK(inverse(stops, 10.0) == at(10s));
    CHECK_FALSE(inverse(stops, 10.000001));
    PrefixIntegral const late{Series{{at(0s), at(10s)}, {0.0, 1.0}}};
    CHECK(inverse(late, 1.0) == at(11s));
    CHECK_FALSE(inverse(PrefixIntegral{Series::constant(0.0)}, 1e-300));
    CHECK_FALSE(inverse(PrefixIntegral{Series::constant(1.0)}, 1e300));
    CHECK_FALSE(inverse(PrefixIntegral{Series::constant(1e-300)}, 1.0));
    CHECK_FALSE(inverse(late, std::numeric_limits<double>::infinity()));
}

TEST_CASE("at(inverse(a)) reaches a and one nanosecond earlier does not, on random series") {
    std::uint64_t const seed = 5;
    CAPTURE(seed);
    SeriesScatter scatter{seed};
    int wrong = 0;
    int asked = 0;
    for (int round = 0; round < 50; ++round) {
        std::vector<SimTime> starts{SimTime{}};
        std::vector<double> values;
        // From rates at which a nanosecond is less than the last digit of the area to fast ones.
        double const scale = std::pow(10.0, static_cast<double>(scatter.below(12)) - 6.0);
        for (int i = 0; i < 30; ++i) {
            bool const zero = scatter.below(4) == 0;
            values.push_back(zero ? 0.0 : scale * static_cast<double>(1 + scatter.below(1000)));
            starts.push_back(starts.back() +
                             Duration{static_cast<std::int64_t>(1 + scatter.below(3'600'000'000'000))});
        }
        starts.pop_back();
        PrefixIntegral const f{Series{starts, values}};
        double const total = f.at(starts.back());
        Cursor cursor;
        for (int i = 1; i <= 200; ++i) {
            double const area = total * i / 200.0;
            auto const t = f.inverse(area, cursor);
            ++asked;
            if (!t || f.at(*t) < area || f.at(*t - 1ns) >= area || inverse(f, area) != t) ++wrong;
        }
        Cursor back = cursor;
        if (f.inverse(total / 3.0, back) != inverse(f, total / 3.0)) ++wrong;
    }
    CHECK(asked == 10'000);
    CHECK(wrong == 0);
}

TEST_CASE("a bundle gives the integrals of its series at once") {
    Series const other{{at(0s), at(5s)}, {1.0, -3.0}};
    IntegralBundle<3> const bundle({steps(), other, Series::constant(7.0)});
    Cursor cursor;
    // 2 * 3; 1 * 3; 7 * 3
    CHECK(bundle.at(at(3s), cursor) == std::array{6.0, 3.0, 21.0});
    // 20 + 0.5 * 2; 5 - 3 * 17; 7 * 22
    CHECK(bundle.at(at(22s), cursor) == std::array{21.0, -46.0, 154.0});
    CHECK(bundle.at(at(0s), cursor) == std::array{0.0, 0.0, 0.0});
}
