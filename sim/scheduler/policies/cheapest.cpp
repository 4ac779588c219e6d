#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// The least money: the energy that the job adds, at the tariffs of the hours that it would run in from now
// on, with the green premium and the price of its carbon, and the price of carrying its data.
class Cheapest final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    Cheapest(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        return view.footprint(job, place).cny();
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        footprints_.bound_cny(job, view, open, bounds);
    }

    PoolFootprints footprints_;
};

}  // namespace

extern PolicyComponent const cheapest_component;
PolicyComponent const cheapest_component = PolicyComponent::of<Cheapest>(
    {"cheapest", "Lowest cost", "最低成本"},
    "the least money for the energy that the job adds, with green premium and price of carbon, and for "
    "moving its data",
    "Qureshi et al., Cutting the electric bill for internet-scale systems, SIGCOMM 2009");

}  // namespace meridian::scheduler
