#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// The pool that is left with the most free accelerators: worst fit, which spreads work by room, not by share.
class MostFree final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    MostFree(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        if (!place.pool.valid()) return 0.0;
        return static_cast<double>(job.what.width.count() - view.headroom(place.pool));
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        auto const width = static_cast<double>(job.what.width.count());
        open.for_each_in_runs([=, out = bounds.data(), free = view.levels().headroom.data()](std::size_t p) {
            out[p] = width - free[p];
        });
    }
};

}  // namespace

extern PolicyComponent const most_free_component;
PolicyComponent const most_free_component =
    PolicyComponent::of<MostFree>({"most_free", "Most free accelerators", "最多空闲"},
                                  "the pool that is left with the most free accelerators",
                                  "worst fit: Johnson, Near-optimal bin packing algorithms, MIT, 1973");

}  // namespace meridian::scheduler
