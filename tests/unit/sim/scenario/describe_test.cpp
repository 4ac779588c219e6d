// Figures of messages, in the unit that reads best.
#include "sim/scenario/describe.hpp"

#include "models/units/thousands.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using scenario::in_words;

TEST_CASE("figures of messages have the largest unit in which they are short", "[scenario]") {
    CHECK(in_words(40960e6, Dimension::power) == "40.96 kW");  // in uW
    CHECK(in_words(1600e6, Dimension::power) == "1.6 kW");
    CHECK(in_words(950e6, Dimension::power) == "950 W");
    CHECK(in_words(1e18, Dimension::power) == "1,000 GW");
    CHECK(in_words(0.0, Dimension::power) == "0 W");
    CHECK(in_words(1e17, Dimension::bytes) == "100 PB");
    CHECK(in_words(3.15576e18, Dimension::duration) == "36,525 d");  // in ns
    CHECK(in_words(90e9, Dimension::duration) == "1.5 min");
    CHECK(in_words(1e6, Dimension::frequency) == "1,000,000 /s");
    CHECK(in_words(1e12, Dimension::frequency) == "1,000,000,000,000 /s");
    CHECK(in_words(1e-3, Dimension::energy_per_bit) == "1,000 uJ/bit");
    CHECK(in_words(-1e6, Dimension::number) == "-1,000,000");
    CHECK(in_words(0.3, Dimension::fraction) == "0.3");
}

TEST_CASE("commas stand in the whole number at the beginning alone") {
    CHECK(with_commas("1234567.8901 /s") == "1,234,567.8901 /s");
    CHECK(with_commas("-1000") == "-1,000");
    CHECK(with_commas("100") == "100");
    CHECK(with_commas("none") == "none");
    CHECK(with_commas("") == "");
}
