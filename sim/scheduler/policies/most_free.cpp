#include <array>

#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("wait")};

// The pool that is left with the most free accelerators: worst fit, which spreads work by room, not by share.
class MostFree final : public ScoringPolicy {
public:
    explicit MostFree(PolicyContext const& context) : ScoringPolicy{CandidateSearch{context}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const override {
        if (!place.pool.valid()) return 0.0;
        return static_cast<double>(job.what.width.count() - view.headroom(place.pool));
    }
    void bound(state::Job const& job, View const& view, std::span<PoolId const> pools,
               std::span<double> bounds) override {
        auto const width = static_cast<double>(job.what.width.count());
        double const* const headroom = view.levels().headroom.data();
        for (std::size_t i = 0; i < pools.size(); ++i)
            bounds[i] = width - headroom[pools[i].index];
    }
};

}  // namespace

extern ComponentDoc const most_free_doc;
ComponentDoc const most_free_doc{"most_free", "the pool that is left with the most free accelerators",
                                 parameters,
                                 "worst fit: Johnson, Near-optimal bin packing algorithms, MIT, 1973"};

std::unique_ptr<Policy> make_most_free(PolicyContext const& context) {
    return std::make_unique<MostFree>(context);
}

}  // namespace meridian::scheduler
