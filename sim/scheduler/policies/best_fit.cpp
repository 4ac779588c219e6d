#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// The pool that is left with the fewest free accelerators, so that wide gaps are kept for wide jobs.
class BestFit final : public ScoringPolicy {
public:
    using Parameters = ReachParameters;
    BestFit(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters, WhenFull::wait}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        if (!place.pool.valid()) return 0.0;
        return static_cast<double>(view.headroom(place.pool) - job.what.width.count());
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        auto const width = static_cast<double>(job.what.width.count());
        open.for_each_in_runs([=, out = bounds.data(), free = view.levels().headroom.data()](std::size_t p) {
            out[p] = free[p] - width;
        });
    }
};

}  // namespace

extern PolicyComponent const best_fit_component;
PolicyComponent const best_fit_component =
    PolicyComponent::of<BestFit>({"best_fit", "Best fit", "最佳适配"},
                                 "the pool with room now that is left with the fewest free accelerators",
                                 "best fit: Johnson, Near-optimal bin packing algorithms, MIT, 1973");

}  // namespace meridian::scheduler
