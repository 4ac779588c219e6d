#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// Where, and over which of the paths to choose from, the input arrives and the output returns in the least
// time at what the most crowded link of each path has left for one more transfer. Where nothing is moved, the
// nearest place.
class LeastCongested final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    LeastCongested(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] bool senses_links() const override { return true; }
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        return in_seconds(view.fastest_input_route(job, place.site).time).count() +
               in_seconds(view.fastest_output_route(job, place.site).time).count();
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        footprints_.bound_fastest_transfers(job, view, open, bounds);
    }
    [[nodiscard]] PathId input_path(state::Job const& job, Placement place, View const& view) const override {
        return view.fastest_input_route(job, place.site).path;
    }
    [[nodiscard]] PathId output_path(state::Job const& job, View const& view) override {
        return view.fastest_output_route(job, job.site).path;
    }

    PoolFootprints footprints_;
};

}  // namespace

extern PolicyComponent const least_congested_component;
PolicyComponent const least_congested_component = PolicyComponent::of<LeastCongested>(
    {"least_congested", "Least congested path", "最低拥塞路径"},
    "where, and over which path, data move in the least time as links are loaded now",
    "Chan and Yum, Analysis of least congested path routing in WDM lightwave networks, INFOCOM 1994; here a "
    "link has left what one more transfer would have");

}  // namespace meridian::scheduler
