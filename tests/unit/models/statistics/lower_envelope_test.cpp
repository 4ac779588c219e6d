#include "models/statistics/lower_envelope.hpp"

#include <cmath>
#include <vector>

#include "models/statistics/ratio_interval.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"

using namespace meridian;

TEST_CASE("the least of lines by hand", "[statistics]") {
    // 1 + 4x, 3 + 2x, 4 + 2x (never), 9: the first to x = 1, the second to 3, then the last.
    std::vector<Line> const lines{{1.0, 4.0}, {3.0, 2.0}, {4.0, 2.0}, {9.0, 0.0}};
    auto const pieces = lower_envelope(lines);
    REQUIRE(pieces.size() == 3);
    CHECK(pieces[0].line == 0);
    CHECK(pieces[0].to == 1.0);
    CHECK(pieces[1].line == 1);
    CHECK(pieces[1].to == 3.0);
    CHECK(pieces[2].line == 3);
    CHECK(std::isinf(pieces[2].to));
    CHECK(lower_envelope({}).empty());
    // Three lines through one point: the middle one has no piece.
    CHECK(lower_envelope(std::vector<Line>{{0.0, 3.0}, {2.0, 2.0}, {4.0, 1.0}}).size() == 2);
}

TEST_CASE("a piece is the least wherever it stands", "[statistics]") {
    testing::Dice dice{20'261};
    for (int round = 0; round < 300; ++round) {
        std::vector<Line> lines;
        for (std::int64_t n = dice.whole(1, 12); n > 0; --n)
            lines.push_back({static_cast<double>(dice.whole(0, 1000)) / 100.0,
                             static_cast<double>(dice.whole(0, 500)) / 100.0});
        for (auto const& piece : lower_envelope(lines)) {
            double const end = std::isinf(piece.to) ? piece.from + 10.0 : piece.to;
            for (double const share : {0.01, 0.5, 0.99}) {
                double const x = piece.from + share * (end - piece.from);
                for (Line const& other : lines)
                    CHECK(lines[piece.line].at(x) <= other.at(x) + 1e-9);
            }
        }
    }
}

TEST_CASE("an interval of a ratio", "[statistics]") {
    SECTION("the ratio of equal pairs is exact") {
        auto const interval =
            ratio_interval(std::vector{2.0, 4.0, 6.0}, std::vector{1.0, 2.0, 3.0}, 0.5).value();
        CHECK(interval.low == Approx(2.0));
        CHECK(interval.high == Approx(2.0));
    }
    SECTION("a known denominator gives Student's interval of the numerator, divided by it") {
        std::vector const a{3.0, 5.0, 4.0, 8.0};
        auto const of_a = estimate_mean(a, 0.95).interval.value();
        auto const interval = ratio_interval(a, std::vector(4, 2.0), 0.95).value();
        CHECK(interval.low == Approx(of_a.low / 2.0));
        CHECK(interval.high == Approx(of_a.high / 2.0));
    }
    SECTION("a denominator that may be zero has none") {
        CHECK_FALSE(ratio_interval(std::vector{1.0, 1.0}, std::vector{-1.0, 2.0}, 0.95).has_value());
        CHECK_FALSE(ratio_interval(std::vector{1.0}, std::vector{1.0}, 0.95).has_value());
    }
}
