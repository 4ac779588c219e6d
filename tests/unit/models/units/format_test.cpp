#include "models/units/format.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

TEST_CASE("format_number writes the shortest decimal without .0, -0 or needless exponents") {
    CHECK(format_number(0.0) == "0");
    CHECK(format_number(-0.0) == "0");
    CHECK(format_number(1.0) == "1");
    CHECK(format_number(-12.5) == "-12.5");
    CHECK(format_number(0.1) == "0.1");
    CHECK(format_number(0.1 + 0.2) == "0.30000000000000004");
    CHECK(format_number(1e-5) == "0.00001");
    CHECK(format_number(1.234e-5) == "0.00001234");
    CHECK(format_number(9.9e-6) == "9.9e-06");
    CHECK(format_number(999999999999999.0) == "999999999999999");
    CHECK(format_number(1e15) == "1e+15");
    CHECK(format_number(100000.0) == "100000");
    CHECK(format_number(std::int64_t{-9223372036854775807}) == "-9223372036854775807");
    CHECK(format_number(7) == "7");
    CHECK(format_number(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

TEST_CASE("what format_number writes reads back as the same double") {
    std::uint64_t state = 7;
    int wrong = 0;
    for (int i = 0; i < 50'000; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        double const x = std::bit_cast<double>(state);
        if (!std::isfinite(x)) continue;
        std::string const text = format_number(x);
        double back = 0.0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        if (back != x) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("numbers for people have three digits and the unit that fits") {
    CHECK(human_duration(0ns) == "0 s");
    CHECK(human_duration(350ns) == "350 ns");
    CHECK(human_duration(1250us) == "1.25 ms");
    CHECK(human_duration(150min) == "2.5 h");
    CHECK(human_duration(-90s) == "-1.5 min");
    CHECK(human_duration(24h * 12) == "12 d");
    CHECK(human_duration(59999ms) == "1 min");  // rounds up into the next unit, not to "60 s"
    CHECK(human_duration(999'999ns) == "1 ms");
    CHECK(human_duration(9'996us) == "10 ms");  // 9.996 has three digits: 10.0
    CHECK(human_bytes(1e10) == "10 GB");
    CHECK(human_bytes(1500.0) == "1.5 kB");
    CHECK(human_count(950.0) == "950");
    CHECK(human_count(1'250'000.0) == "1.25 M");
    CHECK(human_count(1.25e9) == "1.25 bn");
    CHECK(human_count(13.6e12) == "13.6 tn");
    CHECK(human_count(2.5e16) == "25,000 tn");
    CHECK(human_count(-0.001) == "0");
    CHECK(human_energy_kwh(0.85) == "850 Wh");
    CHECK(human_energy_kwh(1.25e6) == "1.25 GWh");
    CHECK(human_cny(0.45) == "0.45 CNY");
    CHECK(human_cny(999.0) == "999 CNY");
    CHECK(human_cny(-1'234.4) == "-1,234 CNY");
    CHECK(human_cny(394'567.0) == "394,567 CNY");
    CHECK(human_cny(1'250'000.0) == "1.25 M CNY");
    CHECK(human_cny(22.1e9) == "22.1 bn CNY");
    CHECK(human_cny(1.5e12) == "1,500 bn CNY");
    CHECK(human_share(1.0, 8.0) == "12.5 %");
    CHECK(human_share(0.0, 0.0) == "-");
}
