#include "sim/scheduler/scoring_policy.hpp"

#include <limits>

namespace meridian::scheduler {

std::optional<Placement> ScoringPolicy::choose(state::Job const& job, View const& view) {
    auto chosen = job.what.width.count() == 0 ? least_of_sites(job, view) : least_of_pools(job, view);
    if (chosen) chosen->path = input_path(job, *chosen, view);
    return chosen;
}

std::optional<Placement> ScoringPolicy::least_of_sites(state::Job const& job, View const& view) {
    std::optional<Placement> best;
    double least = std::numeric_limits<double>::infinity();
    for (Placement const& place : search().candidates(job, view)) {
        double const found = score(job, place, view);
        if (found >= least) continue;
        least = found;
        best = place;
    }
    return best;
}

std::optional<Placement> ScoringPolicy::least_of_pools(state::Job const& job, View const& view) {
    OpenPools const open = search().open_pools(job, view);
    if (open.none()) return std::nullopt;
    bounds_.resize(open.indicator.size());
    bound(job, view, open, bounds_);
    return search().least(
        job, view, open, bounds_, [&](Placement place) { return score(job, place, view); },
        [&](PoolRun run) { return refine(job, view, run, bounds_); });
}

void ScoringPolicy::bound(state::Job const& job, View const& view, OpenPools const& open,
                          std::span<double> bounds) {
    open.for_each_in_runs([&](std::size_t p) {
        PoolId const pool{static_cast<std::uint32_t>(p)};
        bounds[p] = open.holds(p) ? score(job, {view.levels().pools[pool].site, pool}, view) : 0.0;
    });
}

void ScoringPolicy::rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
                         std::span<std::optional<double>> scores) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
        scores[i] = score(job, candidates[i], view);
}

}  // namespace meridian::scheduler
