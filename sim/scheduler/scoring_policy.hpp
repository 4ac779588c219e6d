// Policies that choose one candidate of the search by a score.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sim/scheduler/candidate_search.hpp"

namespace meridian::scheduler {

// Chooses one of the candidates; waits, or rejects the job, where there is none.
class SearchPolicy : public OneJobPolicy {
public:
    explicit SearchPolicy(CandidateSearch search) : search_{std::move(search)} {}
    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const final {
        return search_.covers(job.what.origin, site, view);
    }

protected:
    [[nodiscard]] CandidateSearch& search() { return search_; }
    [[nodiscard]] CandidateSearch const& search() const { return search_; }

private:
    // One of the candidates; none if there is none.
    [[nodiscard]] virtual std::optional<Placement> choose(state::Job const& job, View const& view) = 0;
    // How choose() ranks candidates, smaller is better; all candidates of the job, in order. Those that it
    // does not rank keep no score.
    virtual void rank(state::Job const& /*job*/, View const& /*view*/,
                      std::span<Placement const> /*candidates*/,
                      std::span<std::optional<double>> /*scores*/) {}

    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) final {
        auto const place = choose(job, view);
        return place ? Decision{*place} : search_.none(job, view);
    }
    void trace(state::Job const& job, View const& view, DecisionTrace& out) override {
        search_.trace(job, view, out,
                      [&](auto candidates, auto scores) { rank(job, view, candidates, scores); });
    }

    CandidateSearch search_;
};

// The candidate with the lowest score, the first of equals.
class ScoringPolicy : public SearchPolicy {
public:
    using SearchPolicy::SearchPolicy;
    [[nodiscard]] double preference(state::Job const& job, Placement place, View const& view) const final {
        return score(job, place, view);
    }

private:
    // Smaller is better; finite.
    [[nodiscard]] virtual double score(state::Job const& job, Placement place, View const& view) const = 0;
    // By pool, over the runs: a number that is not above the score of an open pool, any finite one for another;
    // the nearer, the fewer scores are worked out. These are the scores themselves where a policy has nothing
    // quicker.
    virtual void bound(state::Job const& job, View const& view, OpenPools const& open,
                       std::span<double> bounds);
    // Raises the bounds of a few pools, before they are looked at, by what takes too long for all; did it?
    virtual bool refine(state::Job const& /*job*/, View const& /*view*/, PoolRun /*of*/,
                        std::span<double> /*bounds*/) {
        return false;
    }
    // Of the input to the place that was chosen; none: the shortest that is whole.
    [[nodiscard]] virtual PathId input_path(state::Job const&, Placement, View const&) const { return {}; }

    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override;
    [[nodiscard]] std::optional<Placement> least_of_sites(state::Job const& job, View const& view);
    [[nodiscard]] std::optional<Placement> least_of_pools(state::Job const& job, View const& view);
    void rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
              std::span<std::optional<double>> scores) final;

    std::vector<double> bounds_;  // by pool; reused
};

}  // namespace meridian::scheduler
