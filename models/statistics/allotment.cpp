#include "models/statistics/allotment.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

#include "models/statistics/moments.hpp"
#include "models/statistics/student_t.hpp"

namespace meridian {
namespace {

std::size_t least_mean(std::span<SampledSystem const> systems) {
    auto const best = std::ranges::min_element(systems, {}, &SampledSystem::mean);
    return static_cast<std::size_t>(best - systems.begin());
}

// In any unit; equal where nothing varies.
std::vector<double> ratios(std::span<SampledSystem const> systems, double least_difference) {
    std::size_t const best = least_mean(systems);
    std::vector<double> ratio(systems.size(), 0.0);
    double squares = 0.0;  // of N_i / s_i
    for (std::size_t i = 0; i < systems.size(); ++i) {
        if (i == best) continue;
        double const apart = std::max(systems[i].mean - systems[best].mean, least_difference);
        ratio[i] = systems[i].variance / (apart * apart);
        squares += ratio[i] / (apart * apart);
    }
    ratio[best] = std::sqrt(systems[best].variance * squares);
    // One other that does not vary beside a best that does: theorem 1 gives the best nothing; it needs all.
    bool const nothing = std::ranges::all_of(ratio, [](double r) { return !(r > 0.0); });
    if (nothing && systems[best].variance > 0.0) {
        ratio[best] = 1.0;
    } else if (nothing) {
        std::ranges::fill(ratio, 1.0);
    }
    return ratio;
}

// What each is short of its share of all runs; who has more than that is left out and the rest share again.
std::vector<double> shortfalls(std::span<SampledSystem const> systems, std::vector<double> ratio,
                               std::int64_t round) {
    std::vector<double> missing(systems.size(), 0.0);
    for (bool again = true; again;) {
        again = false;
        double all = static_cast<double>(round);
        double total = 0.0;
        for (std::size_t i = 0; i < systems.size(); ++i) {
            if (!(ratio[i] > 0.0)) continue;
            all += static_cast<double>(systems[i].runs);
            total += ratio[i];
        }
        for (std::size_t i = 0; i < systems.size(); ++i) {
            missing[i] = 0.0;
            if (!(ratio[i] > 0.0)) continue;
            missing[i] = all * (ratio[i] / total) - static_cast<double>(systems[i].runs);
            if (missing[i] >= 0.0) continue;
            ratio[i] = 0.0;
            again = true;
        }
    }
    return missing;
}

// Whole numbers of the sum `total`, in proportion.
std::vector<std::int64_t> largest_remainders(std::vector<double> const& parts, std::int64_t total) {
    double const sum = std::accumulate(parts.begin(), parts.end(), 0.0);
    std::vector<std::int64_t> whole(parts.size(), 0);
    if (!(sum > 0.0)) return whole;
    std::vector<double> remainders(parts.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        double const exact = static_cast<double>(total) * (parts[i] / sum);
        whole[i] = std::min(static_cast<std::int64_t>(exact), left);
        remainders[i] = exact - static_cast<double>(whole[i]);
        left -= whole[i];
    }
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return remainders[i]; });
    for (std::size_t rank = 0; left > 0; ++rank, --left)
        ++whole[order[rank % order.size()]];
    return whole;
}

}  // namespace

std::vector<std::int64_t> allot_runs(std::span<SampledSystem const> systems, std::int64_t round,
                                     double least_difference) {
    assert(!systems.empty() && round >= 0 && least_difference > 0.0);
    return largest_remainders(shortfalls(systems, ratios(systems, least_difference), round), round);
}

double probability_of_good_selection(std::span<std::vector<double> const> runs, std::size_t best,
                                     double indifference, double times) {
    assert(best < runs.size() && indifference >= 0.0 && times > 0.0);
    double error = 0.0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i == best) continue;
        Moments apart;
        for (std::size_t run = 0; run < std::min(runs[i].size(), runs[best].size()); ++run)
            apart.add(runs[i][run] - runs[best][run]);
        if (apart.count() < 2) return 0.0;
        double const lead = apart.mean() + indifference;
        double const spread = std::sqrt(apart.variance() / (static_cast<double>(apart.count()) * times));
        if (spread > 0.0) {
            double const two_sided = student_t_p_value(lead / spread, apart.count() - 1);
            error += lead > 0.0 ? two_sided / 2.0 : 1.0 - two_sided / 2.0;
        } else {
            error += lead > 0.0 ? 0.0 : 0.5;
        }
    }
    return std::max(1.0 - error, 0.0);
}

}  // namespace meridian
