#include "sim/scheduler/scoring_policy.hpp"

#include "sim/scheduler/bounded_minimum.hpp"

namespace meridian::scheduler {

std::optional<Placement> ScoringPolicy::choose(state::Job const& job, View const& view) {
    std::optional<Placement> chosen;
    if (job.what.width.count() == 0) {
        auto const candidates = search().candidates(job, view);
        if (candidates.empty()) return std::nullopt;
        bounds_.clear();
        for (Placement const& candidate : candidates)
            bounds_.push_back(score(job, candidate, view));
        auto const best =
            static_cast<std::ptrdiff_t>(first_least(bounds_, [&](std::size_t i) { return bounds_[i]; }));
        chosen = candidates[static_cast<std::size_t>(best)];
    } else {
        auto const pools = search().pools(job, view);
        if (pools.empty()) return std::nullopt;
        if (bounds_.size() < pools.size()) bounds_.resize(pools.size());
        std::span<double> const bounds{bounds_.data(), pools.size()};
        bound(job, view, pools, bounds);
        auto const place = [&](std::size_t i) {
            return Placement{view.levels().pools[pools[i]].site, pools[i]};
        };
        chosen = place(first_least(bounds, [&](std::size_t i) { return score(job, place(i), view); }));
    }
    chosen->path = input_path(job, *chosen, view);
    return chosen;
}

void ScoringPolicy::bound(state::Job const& job, View const& view, std::span<PoolId const> pools,
                          std::span<double> bounds) {
    for (std::size_t i = 0; i < pools.size(); ++i)
        bounds[i] = score(job, {view.levels().pools[pools[i]].site, pools[i]}, view);
}

void ScoringPolicy::rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
                         std::span<std::optional<double>> scores) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
        scores[i] = score(job, candidates[i], view);
}

}  // namespace meridian::scheduler
