#include <array>

#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("wait")};

// The least money: the energy that the job adds, at the tariffs of the hours that it would run in from now
// on, with the green premium and the price of its carbon, and the price of carrying its data.
class Cheapest final : public ScoringPolicy {
public:
    explicit Cheapest(PolicyContext const& context) : ScoringPolicy{CandidateSearch{context}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const override {
        return view.footprint(job, place).cny();
    }
    void bound(state::Job const& job, View const& view, std::span<PoolId const> pools,
               std::span<double> bounds) override {
        footprints_.bound_cny(job, view, pools, bounds);
    }

    PoolFootprints footprints_;
};

}  // namespace

extern ComponentDoc const cheapest_doc;
ComponentDoc const cheapest_doc{
    "cheapest",
    "the least money for the energy that the job adds, with green premium and price of carbon, and for "
    "carrying "
    "its data",
    parameters, "Qureshi et al., Cutting the electric bill for internet-scale systems, SIGCOMM 2009"};

std::unique_ptr<Policy> make_cheapest(PolicyContext const& context) {
    return std::make_unique<Cheapest>(context);
}

}  // namespace meridian::scheduler
