// Simultaneous intervals hold what they promise: in 95 % of 1,000 studies all of them hold their mean at once.
#include <cmath>
#include <random>
#include <vector>

#include "models/statistics/simultaneous.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

constexpr int all_studies = 1000;

// Layouts less one baseline: x_k = sqrt(r) b + sqrt(1 - r) e_k by run, whose correlations are r.
std::vector<std::vector<double>> study_of(std::mt19937_64& random, std::size_t layouts, std::size_t runs,
                                          double r) {
    std::normal_distribution<double> normal;
    std::vector<std::vector<double>> all(layouts, std::vector<double>(runs));
    for (std::size_t i = 0; i < runs; ++i) {
        double const shared = std::sqrt(r) * normal(random);
        for (auto& layout : all)
            layout[i] = shared + std::sqrt(1.0 - r) * normal(random);
    }
    return all;
}

}  // namespace

TEST_CASE("simultaneous 95 % intervals hold all means in 93 to 97 % of 1,000 studies", "[oracle]") {
    auto const [layouts, runs, r] = GENERATE(
        table<std::size_t, std::size_t, double>({{9, 10, 0.5}, {9, 12, 0.9}, {2, 10, 0.0}, {3, 80, 0.5}}));
    constexpr std::uint64_t seed = 1;
    CAPTURE(layouts, runs, r, seed);
    std::mt19937_64 random{seed};
    int held = 0;
    for (int study = 0; study < all_studies; ++study) {
        auto const all = study_of(random, layouts, runs, r);
        std::mt19937_64 words{static_cast<std::uint64_t>(study)};
        RandomBits const bits = [&words](std::uint64_t) { return words(); };
        bool whole = true;
        for (SimultaneousTest const& test : simultaneous_tests(all, 0, 0.95, bits))
            whole = whole && test.interval->holds(0.0);
        held += whole ? 1 : 0;
    }
    CHECK(held >= 930);
    CHECK(held <= 970);
}
