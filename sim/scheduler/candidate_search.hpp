// The search that policies share: over the pools of the sites in reach, nearest site first and its pools as
// listed. A job without accelerators has one candidate per site, without a pool.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sim/scheduler/policy.hpp"
#include "sim/scheduler/pool_scan.hpp"

namespace meridian::scheduler {

enum class WhenFull : std::uint8_t { wait, queue };
inline constexpr std::array<std::string_view, 2> when_full_words{"wait", "queue"};

inline constexpr ParameterDoc reach_parameter{
    "reach", Dimension::duration,
    "",      0.0,
    1e18,    "one-way latency from the users beyond which a site is not used"};

// `usual`: the default of the policy, "wait" or "queue".
[[nodiscard]] constexpr ParameterDoc when_full_parameter(std::string_view usual) {
    return {"when_full",
            Dimension::number,
            usual,
            0.0,
            1.0,
            "wait: only places with room now, else at the brain; queue: any place that could run the job",
            when_full_words};
}

struct ReachParameters : ParameterSet {
    Parameter<std::optional<Duration>> reach{*this, reach_parameter};
};
struct SearchParameters : ReachParameters {
    // `usual`: the default of `when_full`.
    explicit SearchParameters(std::string_view usual) : when_full{*this, when_full_parameter(usual)} {}
    Parameter<WhenFull> when_full;
};

class CandidateSearch {
public:
    explicit CandidateSearch(SearchParameters const& parameters)
        : CandidateSearch{parameters, *parameters.when_full} {}
    // For a policy whose rule says itself what it does where there is no room.
    CandidateSearch(ReachParameters const& parameters, WhenFull when_full)
        : CandidateSearch{parameters.reach->value_or(Duration::max()), when_full} {}
    CandidateSearch(Duration reach, WhenFull when_full)
        : reach_{reach}, when_full_{when_full}, scan_{reach} {}

    [[nodiscard]] Duration reach() const { return reach_; }
    [[nodiscard]] WhenFull when_full() const { return when_full_; }
    [[nodiscard]] bool covers(RegionId origin, SiteId site, View const& view) const {
        return view.latency(origin, site) <= reach_;
    }
    // May the job be committed to this place of a site in reach?
    [[nodiscard]] bool takes(state::Job const& job, View const& view, Placement place) const;
    // The first candidate of a site in reach.
    [[nodiscard]] std::optional<Placement> first_of(state::Job const& job, View const& view,
                                                    SiteId site) const {
        return when_full_ == WhenFull::wait ? view.room(job, site) : view.queue(job, site);
    }

    // All candidates of a job that needs accelerators, as a set. Valid until the next call of this class.
    // O(pools in blocks with one in reach).
    [[nodiscard]] OpenPools open_pools(state::Job const& job, View const& view);
    // The first and the last in order of open_pools(), of which there is one.
    [[nodiscard]] std::pair<PoolId, PoolId> ends(state::Job const& job, View const& view,
                                                 OpenPools const& open);
    // All candidates in order. Valid until the next call. O(pools in reach).
    [[nodiscard]] std::span<PoolId const> pools(state::Job const& job, View const& view);
    // The same for any job.
    [[nodiscard]] std::span<Placement const> candidates(state::Job const& job, View const& view);
    // The first candidate.
    [[nodiscard]] std::optional<Placement> nearest(state::Job const& job, View const& view);
    // The candidate with the smallest key, the first of equals; `keys` by pool. Requires a job that needs
    // accelerators.
    [[nodiscard]] std::optional<Placement> least(state::Job const& job, View const& view,
                                                 std::span<double const> keys);
    // Of open_pools() the one with the smallest score(placement), the first of equals; `bounds` by pool are
    // not above the scores, and change where a pool is not open. `refine`: as PoolScan::least() has it.
    template <class Score, class Refine = decltype(never_refined)>
    [[nodiscard]] std::optional<Placement> least(state::Job const& job, View const& view,
                                                 OpenPools const& open, std::span<double> bounds,
                                                 Score const& score, Refine const& refine = never_refined);
    // What to answer if there is none: wait while some site in reach could ever run the job.
    [[nodiscard]] Decision none(state::Job const& job, View const& view) const;

    // Scores of candidates, all of one decision at once.
    using Scoring = std::function<void(std::span<Placement const>, std::span<std::optional<double>>)>;
    // Records the search: first what is excluded and why, then the candidates with their scores. Does nothing
    // if the trace is not enabled.
    void trace(state::Job const& job, View const& view, DecisionTrace& out, Scoring const& scoring) const;
    // The same for a policy that looks at the first candidate of each site alone, site by site. `exempt`: a
    // site that is searched though it is beyond reach.
    void trace_sites(state::Job const& job, View const& view, DecisionTrace& out,
                     std::function<double(Placement const&)> const& score, SiteId exempt = {}) const;

private:
    void add_candidates(state::Job const& job, View const& view, SiteId site,
                        std::vector<Placement>& found) const;
    void trace_excluded(state::Job const& job, View const& view, SiteId site, DecisionTrace& out) const;
    void mark(PoolRun run, state::Job const& job, View const& view);
    void close_by_rules(PoolScan::Ranks const& ranks, state::Job const& job, View const& view);
    template <class Closed>
    void close(std::span<PoolRun const> runs, Closed const& closed);
    // Are they all that are in reach?
    [[nodiscard]] static bool are_all_open(OpenPools const& open, PoolScan::Ranks const& ranks);
    [[nodiscard]] bool may_lack_storage(Bytes bytes, View const& view);
    [[nodiscard]] static Placement placement(PoolId pool, View const& view) {
        return {view.levels().pools[pool].site, pool};
    }

    static constexpr std::size_t walked_first = 16;  // sites
    Duration reach_;
    WhenFull when_full_;
    PoolScan scan_;
    std::optional<WideCount> least_storage_limit_;  // over all sites; none: not asked for yet
    std::vector<double> indicator_;                 // by pool; reused
    std::vector<PoolRun> runs_;                     // reused
    std::vector<PoolId> pools_;                     // reused
    std::vector<Placement> found_;                  // reused
};

template <class Score, class Refine>
std::optional<Placement> CandidateSearch::least(state::Job const& job, View const& view,
                                                OpenPools const& open, std::span<double> bounds,
                                                Score const& score, Refine const& refine) {
    auto const pool = scan_.least(
        bounds, open, scan_.ranks(job.what.origin, view),
        [&](PoolId candidate) { return score(placement(candidate, view)); }, refine);
    if (!pool) return std::nullopt;
    return placement(*pool, view);
}

}  // namespace meridian::scheduler
