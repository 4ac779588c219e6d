#include "models/statistics/selection.hpp"

#include <array>
#include <cmath>

#include "models/statistics/allotment.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

// Differences of the first two systems in the first three runs: -1, 0, 1.
FullySequentialSelection after_three_runs(double far = 100.0) {
    FullySequentialSelection selection{3, {0.9, 1.0, 3}};
    selection.add_round(std::array{4.0, 5.0, far});
    selection.add_round(std::array{7.0, 7.0, far + 2.0});
    selection.add_round(std::array{9.0, 8.0, far + 4.0});
    return selection;
}

}  // namespace

// k = 3, error 0.1, n0 = 3: eta = ((2 x 0.1 / 2)^(-1) - 1) / 2 = 4.5, h^2 = 2 x 4.5 x 2 = 18. S^2 of the
// first two is 1, indifference 1: 18 rounds at most; sums must be apart by more than (18 - r) / 2 after r
// rounds.
TEST_CASE("the fully sequential procedure by hand", "[statistics]") {
    auto selection = after_three_runs();
    // The third is behind by 96, 95 and 95 (S^2 = 1/3), and by 95, 95 and 96: out at once.
    CHECK(selection.rounds() == 3);
    REQUIRE(selection.survivors() == std::vector<std::size_t>{0, 1});
    REQUIRE(selection.exit(2));
    CHECK(selection.exit(2)->round == 3);
    CHECK(selection.exit(2)->by == 0);
    CHECK(selection.mean(2) == Approx(102.0));
    // Sums are equal: 15 rounds to the 18th, and one more, of two systems.
    CHECK(selection.missing()->at_most == 32);
    CHECK(selection.missing()->likely == 32);
    CHECK(selection.best() == 0);

    selection.add_round(std::array{3.0, 0.9});  // apart by 2.1, 7 needed
    selection.add_round(std::array{3.0, 0.9});  // 4.2, 6.5
    CHECK(selection.best() == 1);
    CHECK_FALSE(selection.decided());
    // d = 0.84: out as soon as r > 18 / (2 x 0.84 + 1) = 6.7, that is after 2 more rounds of both.
    CHECK(selection.missing()->likely == 4);
    CHECK(selection.missing()->at_most == 28);
    selection.add_round(std::array{2.0, 0.5});  // 5.7, 6
    CHECK_FALSE(selection.decided());
    selection.add_round(std::array{2.0, 2.0});  // 5.7, 5.5
    REQUIRE(selection.decided());
    CHECK(selection.best() == 1);
    CHECK(selection.exit(0)->round == 7);
    CHECK(selection.exit(0)->by == 1);
    CHECK(selection.mean(0) == Approx(30.0 / 7.0));
    CHECK(selection.missing()->at_most == 0);
}

// The values of the test by hand: after seven rounds the second is ahead by 5.7, more than the 5.5 that take it.
TEST_CASE("a system takes out none of a lower rank", "[statistics]") {
    auto const after_seven_runs = [](std::vector<std::size_t> ranks) {
        FullySequentialSelection selection{3, {0.9, 1.0, 3}, {}, std::move(ranks)};
        selection.add_round(std::array{4.0, 5.0, 100.0});
        selection.add_round(std::array{7.0, 7.0, 102.0});
        selection.add_round(std::array{9.0, 8.0, 104.0});
        for (auto const& round : {std::array{3.0, 0.9}, {3.0, 0.9}, {2.0, 0.5}, {2.0, 2.0}})
            selection.add_round(round);
        return selection;
    };
    auto const second_is_lower = after_seven_runs({1, 0, 0});
    REQUIRE(second_is_lower.decided());
    CHECK(second_is_lower.best() == 1);
    CHECK(second_is_lower.exit(2)->by == 1);  // the first had as little, but is of a higher rank
    auto const first_is_lower = after_seven_runs({0, 1, 0});
    CHECK_FALSE(first_is_lower.decided());
    CHECK(first_is_lower.best() == 0);
    CHECK(first_is_lower.survivors() == std::vector<std::size_t>{0, 1});
    CHECK_FALSE(first_is_lower.missing());  // more runs do not decide it
    CHECK(first_is_lower.exit(2)->by == 0);
    // The third is of the lowest rank: the best, far behind as it is.
    FullySequentialSelection alone{3, {0.9, 1.0, 3}, {}, {1, 1, 0}};
    for (int run = 0; run < 3; ++run)
        alone.add_round(std::array{1.0, 2.0, 100.0});
    CHECK(alone.best() == 2);
    CHECK(alone.survivors() == std::vector<std::size_t>{0, 2});
    CHECK(alone.exit(1)->by == 0);
}

// The same values; the first two are variants of one thing.
TEST_CASE("variants of one need not be distinguished", "[statistics]") {
    FullySequentialSelection selection{3, {0.9, 1.0, 3}, {7, 7, 9}};
    selection.add_round(std::array{4.0, 5.0, 100.0});
    selection.add_round(std::array{7.0, 7.0, 102.0});
    CHECK_FALSE(selection.decided());
    selection.add_round(std::array{9.0, 8.0, 104.0});
    CHECK(selection.survivors() == std::vector<std::size_t>{0, 1});
    CHECK(selection.decided());
    CHECK(selection.missing()->likely == 0);
}

// As by hand above, but nothing is looked at after rounds 4, 6, 8: what was out after round 7 is out after 7,
// which is looked at; with looks at 3, 6 and 9, after 9.
TEST_CASE("looks may be seldom", "[statistics]") {
    for (auto const& [every, last] : {std::pair<std::size_t, std::int64_t>{2, 7}, {3, 9}}) {
        FullySequentialSelection selection{2, {0.95, 1.0, 3, every}};
        // k = 2, error 0.05: eta = ((2 x 0.05)^(-1) - 1) / 2 = 4.5, as above.
        for (auto const& round : {std::array{4.0, 5.0},
                                  {7.0, 7.0},
                                  {9.0, 8.0},
                                  {3.0, 0.9},
                                  {3.0, 0.9},
                                  {2.0, 0.5},
                                  {2.0, 2.0},
                                  {2.0, 2.0},
                                  {2.0, 2.0}}) {
            if (selection.decided()) break;
            selection.add_round(round);
        }
        REQUIRE(selection.decided());
        CHECK(selection.exit(0)->round == last);
    }
}

TEST_CASE("a survivor may be taken out", "[statistics]") {
    auto selection = after_three_runs();
    selection.leave_out(0);
    CHECK(selection.survivors() == std::vector<std::size_t>{1});
    CHECK(selection.decided());
    CHECK_FALSE(selection.exit(0));
}

// Differences 1, 2, 3 to the best: mean 2, variance 1; t = (2 + 0.5) / sqrt(1 / 3) = 4.330 with 2 degrees,
// whose upper tail is (1 - t / sqrt(t^2 + 2)) / 2 = 0.02470. The third is alike but has a fourth run, which
// the best has not. With four times the runs t doubles: 8.660, tail 0.006538.
TEST_CASE("the probability of a good selection by hand", "[statistics]") {
    std::vector<std::vector<double>> const runs{{1.0, 0.0, 5.0}, {2.0, 2.0, 8.0}, {4.0, 1.0, 7.0, 99.0}};
    CHECK(probability_of_good_selection(runs, 0, 0.5) == Approx(1.0 - 2.0 * 0.024698).epsilon(1e-4));
    CHECK(probability_of_good_selection(runs, 0, 0.5, 4.0) == Approx(1.0 - 2.0 * 0.006537).epsilon(1e-4));
    // The other way round it is as unlikely.
    std::vector<std::vector<double>> const two{runs[0], runs[1]};
    CHECK(probability_of_good_selection(two, 1, 0.0) ==
          Approx(1.0 - probability_of_good_selection(two, 0, 0.0)));
    CHECK(probability_of_good_selection(std::vector<std::vector<double>>{{1.0}, {2.0}}, 0, 0.5) == 0.0);
}

TEST_CASE("a selection ends when no difference counts any more", "[statistics]") {
    auto selection = after_three_runs();
    while (selection.rounds() < 18)
        selection.add_round(std::array{1.0, 1.0});
    // 18 or, by the last digit of h^2, 19 rounds.
    if (!selection.decided()) selection.add_round(std::array{1.0, 1.0});
    REQUIRE(selection.decided());
    CHECK(selection.best() == 0);  // the first of equals
}

TEST_CASE("systems that never differ are distinguished by nothing but their order", "[statistics]") {
    FullySequentialSelection selection{2, {0.95, 1.0, 2}};
    selection.add_round(std::array{1.0, 1.0});
    CHECK_FALSE(selection.missing());
    selection.add_round(std::array{5.0, 5.0});
    CHECK(selection.survivors() == std::vector<std::size_t>{0});
    CHECK(FullySequentialSelection(1, {0.95, 1.0, 2}).decided());
}

TEST_CASE("one system that varies much holds up nobody but itself", "[statistics]") {
    // The third is as good as the others and varies by 10^10: W with it is never below some 10^10.
    FullySequentialSelection selection{3, {0.95, 1.0, 10}};
    for (int run = 0; run < 40; ++run) {
        double const noise = run % 2 == 0 ? 1e5 : -1e5;
        if (selection.survivors().size() == 3)
            selection.add_round(std::array{0.0, 1.0 + noise * 1e-6, noise});
        if (selection.survivors().size() == 2) selection.add_round(std::array{0.0, noise});
    }
    CHECK(selection.survivors() == std::vector<std::size_t>{0, 2});
    CHECK(selection.missing()->at_most > 10'000'000'000);
}

// d = 1 and 2 with variances 1, s = 1: N_1 : N_2 = 1 : 1/4, N_b = sqrt(1 + 1/16) = 1.030776.
// Of 60 runs in all: 26.3082 x (1, 1/4), 27.1175 -> 26.308, 6.577, 27.118 (b first).
TEST_CASE("runs are allotted by hand", "[statistics]") {
    std::array<SampledSystem, 3> const systems{{{5.0, 1.0, 10}, {6.0, 1.0, 10}, {7.0, 1.0, 10}}};
    // The third has 10 of 6.577; the others share 50: 25.379 and 24.621, short of 15.379 and 14.621.
    CHECK(allot_runs(systems, 30, 0.01) == std::vector<std::int64_t>{15, 15, 0});
    CHECK(allot_runs(systems, 0, 0.01) == std::vector<std::int64_t>{0, 0, 0});
    // Of 600: 271.175, 263.077, 65.769, short of 261.175, 253.077, 55.769.
    CHECK(allot_runs(systems, 570, 0.01) == std::vector<std::int64_t>{261, 253, 56});
    // Differences below 2 count as 2: 1 : 1, and the best sqrt(2) of them; 60 -> 24.853, 17.574, 17.574.
    CHECK(allot_runs(systems, 30, 2.0) == std::vector<std::int64_t>{15, 8, 7});
}

TEST_CASE("runs go where something varies", "[statistics]") {
    std::array<SampledSystem, 3> systems{{{5.0, 0.0, 10}, {6.0, 1.0, 10}, {7.0, 0.0, 10}}};
    CHECK(allot_runs(systems, 7, 0.01) == std::vector<std::int64_t>{0, 7, 0});
    systems[1].variance = 0.0;
    CHECK(allot_runs(systems, 7, 0.01) == std::vector<std::int64_t>{3, 2, 2});
    systems[0].variance = 1.0;
    CHECK(allot_runs(systems, 7, 0.01) == std::vector<std::int64_t>{7, 0, 0});
    CHECK(allot_runs(std::span{systems}.first(1), 7, 0.01) == std::vector<std::int64_t>{7});
}
