#include <array>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter};

// The pool that is left with the fewest free accelerators, so that wide gaps are kept for wide jobs.
class BestFit final : public ScoringPolicy {
public:
    explicit BestFit(PolicyContext const& context) : ScoringPolicy{context, WhenFull::wait} {}

private:
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const override {
        if (!place.pool.valid()) return 0.0;
        return static_cast<double>(view.headroom(place.pool) - job.what.width.count());
    }
};

}  // namespace

extern ComponentDoc const best_fit_doc;
ComponentDoc const best_fit_doc{
    "best_fit", "the pool with room now that is left with the fewest free accelerators", parameters,
    "best fit: Johnson, Near-optimal bin packing algorithms, MIT, 1973"};

std::unique_ptr<Policy> make_best_fit(PolicyContext const& context) {
    return std::make_unique<BestFit>(context);
}

}  // namespace meridian::scheduler
