// The walk over many pools that finds the same place as looking at every one of them, nearest site first,
// but in a microsecond over thousands: blocks of pools that lie side by side in memory are passed over where
// their best value shows that they cannot hold the answer.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "sim/scheduler/open_pools.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

// For bounds that are as near as they get.
inline constexpr auto never_refined = [](PoolRun) { return false; };

class PoolScan {
public:
    explicit PoolScan(Duration reach) : reach_{reach} {}

    // The place of every pool in the walk of one region's sites, nearest first and their pools as listed.
    struct Ranks {
        std::vector<std::uint32_t> of;     // by pool; `none` beyond reach
        std::vector<std::uint32_t> first;  // the smallest of each block
        std::vector<PoolId> order;         // those in reach, by rank
        std::vector<PoolRun> runs;         // the blocks that have one in reach, those side by side as one
    };
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t block = 32;  // pools

    // Made when a region is first asked for.
    [[nodiscard]] Ranks const& ranks(RegionId region, View const& view);

    // Of one block.
    [[nodiscard]] static double minimum(std::span<double const> values, PoolRun of);
    // The pool with the smallest score among those in reach, the first in the walk of equals; none if all
    // scores are +infinity. score(pool) >= bounds[pool]; it is worked out where the bound leaves open that it
    // is the smallest.
    template <class Score>
    [[nodiscard]] std::optional<PoolId> least(std::span<double const> bounds, Ranks const& ranks,
                                              Score const& score);
    // The same among open pools; the bounds of the runs become +infinity where a pool is not open. Before the
    // pools of a block are looked at, refine(block) may raise their bounds; did it?
    template <class Score, class Refine>
    [[nodiscard]] std::optional<PoolId> least(std::span<double> bounds, OpenPools const& open,
                                              Ranks const& ranks, Score const& score, Refine const& refine);
    // The first in the walk that has room for the width and is feasible.
    template <class Feasible>
    [[nodiscard]] std::optional<PoolId> first_with_room(std::span<double const> room, double width,
                                                        Ranks const& ranks, Feasible const& feasible);

private:
    struct Best {
        double key{std::numeric_limits<double>::infinity()};
        std::uint32_t rank{none};
        PoolId pool;

        [[nodiscard]] bool beats(double other_key, std::uint32_t other_rank) const {
            return key < other_key || (key == other_key && rank <= other_rank);
        }
        [[nodiscard]] std::optional<PoolId> found() const {
            return pool.valid() ? std::optional{pool} : std::nullopt;
        }
    };
    // By the extremes of the blocks.
    template <class Score, class Refine>
    [[nodiscard]] std::optional<PoolId> least_of_blocks(std::span<double const> bounds, Ranks const& ranks,
                                                        Score const& score, Refine const& refine) const;
    template <class Score>
    static void look_at(std::size_t pool, std::span<double const> bounds, Ranks const& ranks,
                        Score const& score, Best& best);
    // Of each block, into extremes_.
    void take_minima(std::span<double const> values);
    void take_minima(std::span<double> values, OpenPools const& open);
    void take_maxima(std::span<double const> values);

    Duration reach_;
    std::vector<Ranks> ranks_;  // by region; empty until asked for
    std::vector<double> extremes_;
};

template <class Score>
void PoolScan::look_at(std::size_t pool, std::span<double const> bounds, Ranks const& ranks,
                       Score const& score, Best& best) {
    std::uint32_t const rank = ranks.of[pool];
    if (rank == none || best.beats(bounds[pool], rank)) return;
    PoolId const id{static_cast<std::uint32_t>(pool)};
    double const found = score(id);
    if (found < std::numeric_limits<double>::infinity() && !best.beats(found, rank)) best = {found, rank, id};
}

template <class Score, class Refine>
std::optional<PoolId> PoolScan::least_of_blocks(std::span<double const> bounds, Ranks const& ranks,
                                                Score const& score, Refine const& refine) const {
    std::size_t start = 0;
    for (std::size_t b = 1; b < extremes_.size(); ++b) {
        bool const nearer = extremes_[b] == extremes_[start] && ranks.first[b] < ranks.first[start];
        if (extremes_[b] < extremes_[start] || nearer) start = b;
    }
    Best best;
    std::size_t lowest = start * block;
    while (bounds[lowest] > extremes_[start])
        ++lowest;
    look_at(lowest, bounds, ranks, score, best);
    for (std::size_t step = 0; step < extremes_.size(); ++step) {
        std::size_t const b =
            start + step < extremes_.size() ? start + step : start + step - extremes_.size();
        if (best.beats(extremes_[b], ranks.first[b])) continue;
        PoolRun const run{b * block, std::min(bounds.size(), (b + 1) * block)};
        if (refine(run) && best.beats(minimum(bounds, run), ranks.first[b])) continue;
        for (std::size_t pool = run.begin; pool < run.end; ++pool)
            look_at(pool, bounds, ranks, score, best);
    }
    return best.found();
}

template <class Score>
std::optional<PoolId> PoolScan::least(std::span<double const> bounds, Ranks const& ranks,
                                      Score const& score) {
    if (bounds.empty()) return std::nullopt;
    take_minima(bounds);
    return least_of_blocks(bounds, ranks, score, never_refined);
}

template <class Score, class Refine>
std::optional<PoolId> PoolScan::least(std::span<double> bounds, OpenPools const& open, Ranks const& ranks,
                                      Score const& score, Refine const& refine) {
    if (open.none()) return std::nullopt;
    take_minima(bounds, open);
    return least_of_blocks(bounds, ranks, score, refine);
}

template <class Feasible>
std::optional<PoolId> PoolScan::first_with_room(std::span<double const> room, double width,
                                                Ranks const& ranks, Feasible const& feasible) {
    take_maxima(room);
    Best best;
    for (std::size_t b = 0; b < extremes_.size(); ++b) {
        if (extremes_[b] < width || best.rank <= ranks.first[b]) continue;
        std::size_t const end = std::min(room.size(), (b + 1) * block);
        for (std::size_t i = b * block; i < end; ++i) {
            if (room[i] < width || best.rank <= ranks.of[i]) continue;
            PoolId const pool{static_cast<std::uint32_t>(i)};
            if (feasible(pool)) best = {0.0, ranks.of[i], pool};
        }
    }
    return best.found();
}

}  // namespace meridian::scheduler
