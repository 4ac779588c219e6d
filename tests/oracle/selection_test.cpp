// A selection errs as seldom as it says: 1,000 studies of systems whose means are known, in the slippage
// configuration, where the best is better than each other by just the indifference. And what it costs in runs
// against equal allotment.
#include "models/statistics/selection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include "models/statistics/allotment.hpp"
#include "models/statistics/moments.hpp"
#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

constexpr int studies = 1000;
constexpr double indifference = 0.5;
constexpr SelectionRules rules{0.95, indifference, 10};

// Of two uniform numbers (Box and Muller).
double normal(std::array<std::uint64_t, 4> const& bits) {
    double const radius = std::sqrt(-2.0 * std::log(engine::unit_interval(bits[0])));
    return radius * std::cos(2.0 * 3.14159265358979323846 * engine::unit_interval(bits[1]));
}

struct Case {
    char const* name;
    std::size_t systems;
    double shared;        // correlation of any two systems
    double least_s{1.0};  // standard deviation of the best; it rises or falls evenly
    double most_s{1.0};   // ... to that of the last
    bool waits{false};    // exponential in place of normal
    double step{0.0};     // each next mean is so much worse; 0: all by the indifference
};

double mean_of(Case const& c, std::size_t system) {
    if (c.step > 0.0) return c.step * static_cast<double>(system);
    return system == 0 ? 0.0 : indifference;
}

// Run `run` of a system in a study.
double value(Case const& c, std::uint64_t study, std::int64_t run, std::size_t system) {
    engine::RandomSource const source{study, static_cast<std::uint64_t>(run)};
    auto const own = source.block(1, system, 0);
    double const place = static_cast<double>(system) / static_cast<double>(c.systems - 1);
    double const s = c.least_s + place * (c.most_s - c.least_s);
    if (c.waits) return mean_of(c, system) + s * (-std::log(engine::unit_interval(own[0])) - 1.0);
    double const together = c.shared > 0.0 ? normal(source.block(2, 0, 0)) : 0.0;
    return mean_of(c, system) +
           s * (std::sqrt(1.0 - c.shared) * normal(own) + std::sqrt(c.shared) * together);
}

struct SelectionOutcome {
    bool right{false};
    std::int64_t runs{0};
    std::int64_t rounds{0};
    std::int64_t promised{0};  // missing runs after the first ones, and what they came to
    std::int64_t likely{0};
};

SelectionOutcome select(Case const& c, std::uint64_t study) {
    FullySequentialSelection selection{c.systems, rules};
    SelectionOutcome outcome;
    std::int64_t first = 0;
    while (!selection.decided()) {
        std::vector<double> round;
        for (std::size_t const system : selection.survivors())
            round.push_back(value(c, study, selection.rounds(), system));
        selection.add_round(round);
        outcome.runs += static_cast<std::int64_t>(round.size());
        if (selection.rounds() != 10) continue;
        first = outcome.runs;
        outcome.promised = selection.missing()->at_most;
        outcome.likely = selection.missing()->likely;
    }
    outcome.right = selection.best() == 0;
    outcome.rounds = selection.rounds();
    CHECK(outcome.runs - first <= outcome.promised);
    return outcome;
}

// Rinott's constant: the chance that the best of k beats k - 1 others, spread over two chi-squares of n0 - 1
// degrees (Rinott, "On two-stage selection procedures and related probability-inequalities", Communications
// in Statistics A7, 1978), by the midpoints of 200 equal shares of each.
double rinott(std::size_t systems, std::size_t first_runs, double confidence) {
    constexpr int shares = 200;
    double const degrees = static_cast<double>(first_runs) - 1.0;
    boost::math::chi_squared_distribution<double> const chi{degrees};
    std::array<double, shares> x{};
    for (int i = 0; i < shares; ++i)
        x[static_cast<std::size_t>(i)] = quantile(chi, (i + 0.5) / shares);
    double low = 0.0;
    double high = 20.0;
    while (high - low > 1e-3) {
        double const h = (low + high) / 2.0;
        double correct = 0.0;
        for (double const mine : x) {
            double beats = 0.0;
            for (double const other : x)
                beats +=
                    cdf(boost::math::normal{}, h / std::sqrt(degrees * (1.0 / mine + 1.0 / other))) / shares;
            correct += std::pow(beats, static_cast<double>(systems - 1)) / shares;
        }
        (correct < confidence ? low : high) = h;
    }
    return high;
}

// Two stages: the first runs decide how many runs each system gets. Of independent systems.
std::int64_t rinott_runs(Case const& c, std::uint64_t study, double h) {
    std::int64_t runs = 0;
    for (std::size_t system = 0; system < c.systems; ++system) {
        Moments first;
        for (std::int64_t run = 0; run < 10; ++run)
            first.add(value(c, study, run, system));
        double const needed = std::ceil(h * h * first.variance() / (indifference * indifference));
        runs += std::max<std::int64_t>(10, static_cast<std::int64_t>(needed));
    }
    return runs;
}

}  // namespace

TEST_CASE("95 % of 1,000 selections are right where the best is just better by the indifference",
          "[oracle][selection][slow]") {
    // At a correlation of 0.9 systems that vary 3.16 times as much differ as independent ones do.
    // 950 of 1,000, less three standard deviations of a binomial: 950 - 3 x 6.9.
    std::vector<Case> const cases{{"k 2, independent", 2, 0.0},
                                  {"k 5, independent", 5, 0.0},
                                  {"k 5, correlation 0.9, s 3.16", 5, 0.9, 3.16, 3.16},
                                  {"k 5, best varies least", 5, 0.0, 0.5, 1.5},
                                  {"k 5, best varies most", 5, 0.0, 1.5, 0.5},
                                  {"k 5, correlation 0.9, s 4 to 2", 5, 0.9, 4.0, 2.0},
                                  {"k 10, independent", 10, 0.0},
                                  {"k 10, correlation 0.9, s 3.16", 10, 0.9, 3.16, 3.16},
                                  {"k 10, best varies most", 10, 0.0, 1.5, 0.5},
                                  {"k 10, correlation 0.9, s 4 to 2", 10, 0.9, 4.0, 2.0},
                                  {"k 10, each worse by 0.5 than the last", 10, 0.0, 1.0, 1.0, false, 0.5},
                                  {"k 5, exponential", 5, 0.0, 1.0, 1.0, true}};
    for (Case const& c : cases) {
        double const h = rinott(c.systems, rules.first_runs, rules.confidence);
        int right = 0;
        double runs = 0.0;
        double all_to_the_end = 0.0;
        double two_stage = 0.0;
        double likely = 0.0;
        for (int study = 1; study <= studies; ++study) {
            auto const seed = static_cast<std::uint64_t>(study);
            SelectionOutcome const outcome = select(c, seed);
            right += outcome.right ? 1 : 0;
            runs += static_cast<double>(outcome.runs) / studies;
            all_to_the_end += static_cast<double>(outcome.rounds) * static_cast<double>(c.systems) / studies;
            two_stage += static_cast<double>(rinott_runs(c, seed, h)) / studies;
            likely += static_cast<double>(outcome.likely) / studies;
        }
        CAPTURE(c.name, right);
        CHECK(right >= 929);
        CHECK(runs < all_to_the_end + 0.5);
        if (!c.waits) CHECK(runs < two_stage);
        WARN(c.name << ": right " << right << " of 1,000; runs " << runs << ", all to the end "
                    << all_to_the_end << ", Rinott " << two_stage << "; missing after the first "
                    << runs - 10.0 * static_cast<double>(c.systems) << ", foreseen " << likely);
    }
}

namespace {

// Rounds of 20 runs after 10 of each, up to `budget` runs; by OCBA or to each the same. Is the least mean
// that of the first system, the best one?
bool spend(Case const& c, std::uint64_t study, std::int64_t budget, bool ocba) {
    std::vector<Moments> values(c.systems);
    auto const run = [&](std::size_t system, std::int64_t times) {
        while (times-- > 0)
            values[system].add(value(c, study, values[system].count(), system));
    };
    auto const sampled = [&] {
        std::vector<SampledSystem> systems;
        for (Moments const& m : values)
            systems.push_back({m.mean(), m.variance(), m.count()});
        return systems;
    };
    for (std::size_t system = 0; system < c.systems; ++system)
        run(system, 10);
    for (auto spent = static_cast<std::int64_t>(10 * c.systems); spent < budget; spent += 20) {
        std::vector<std::int64_t> more(c.systems, 20 / static_cast<std::int64_t>(c.systems));
        if (ocba) more = allot_runs(sampled(), 20, 0.01);
        REQUIRE(std::accumulate(more.begin(), more.end(), std::int64_t{0}) == 20);
        for (std::size_t system = 0; system < c.systems; ++system)
            run(system, more[system]);
    }
    auto const systems = sampled();
    auto const best = std::ranges::min_element(systems, {}, &SampledSystem::mean);
    return best == systems.begin();
}

}  // namespace

TEST_CASE("OCBA is right more often than equal allotment of as many runs", "[oracle][selection][slow]") {
    std::vector<Case> const cases{{"10 means evenly apart, s 2", 10, 0.0, 2.0, 2.0, false, 0.5},
                                  {"10 means evenly apart, s 1 to 4", 10, 0.0, 1.0, 4.0, false, 0.5},
                                  {"10 means evenly apart, s 4 to 1", 10, 0.0, 4.0, 1.0, false, 0.5}};
    for (Case const& c : cases) {
        int by_ocba = 0;
        int equally = 0;
        for (std::uint64_t study = 1; study <= studies; ++study) {
            by_ocba += spend(c, study, 400, true) ? 1 : 0;
            equally += spend(c, study, 400, false) ? 1 : 0;
        }
        CAPTURE(c.name, by_ocba, equally);
        CHECK(by_ocba > equally + 20);
        WARN(c.name << ", 400 runs: right " << by_ocba << " of 1,000 by OCBA, " << equally
                    << " by equal allotment");
    }
}
