// How to allocate further runs to systems so that the one with the least mean is selected correctly, and the
// probability that the present selection is correct.
//
// OCBA (Chen, Lin, Yucesan and Chick, "Simulation budget allocation for further enhancing the efficiency of
// ordinal optimization", Discrete Event Dynamic Systems 10, 2000, theorem 1). With b the system of the least
// mean and d_i = mean_i - mean_b, the approximate probability of correct selection is largest in the limit
// where
//     N_i / N_j = (s_i / d_i)^2 / (s_j / d_j)^2 for i, j other than b,   N_b = s_b sqrt(sum of N_i^2 / s_i^2)
// It assumes independent systems. Less is better; to maximise, give negative means.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace meridian {

// Estimates of a system from its runs so far.
struct SampledSystem {
    double mean{0.0};
    double variance{0.0};  // of one run
    std::int64_t runs{0};
};

// Runs to add to each system, `round` in all. Systems that already have more than their share get none, and the
// others share the rest. Fractions are rounded by the largest remainder, the first of equals. A difference to the
// best counts as at least `least_difference`, so that two systems of equal means do not take all runs. Systems
// without variance need no runs; if no system has variance, all get equally many.
// Preconditions: some systems, round >= 0, least_difference > 0.
[[nodiscard]] std::vector<std::int64_t> allot_runs(std::span<SampledSystem const> systems, std::int64_t round,
                                                   double least_difference);

// 1 - sum over i other than `best` of P(mean_i < mean_best - indifference): the probability that the selected system
// is not worse than the best by more than the indifference ("probability of good selection", after the same paper's
// APCS, which is Bonferroni's bound; Branke, Chick and Schmidt, "Selecting a selection procedure", Management
// Science 53, 2007, section 2.1), with Student's distribution in place of the normal. Of systems that met the same
// random numbers: by the differences over the runs that two of them have. `runs`: by system its values, in the order
// of run numbers. `times`: as if each had so many times the runs and all else stayed. Never below 0; 0 where
// two have fewer than two runs in common.
[[nodiscard]] double probability_of_good_selection(std::span<std::vector<double> const> runs,
                                                   std::size_t best, double indifference, double times = 1.0);

}  // namespace meridian
