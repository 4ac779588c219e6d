#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// Where the input arrives and the output returns in the least time, each alone on its path. Where nothing is
// moved, the nearest place.
class DataLocal final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    DataLocal(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        return in_seconds(view.input_time(job, place.site) + view.output_time(job, place.site)).count();
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        footprints_.bound_transfers(job, view, open, bounds);
    }

    PoolFootprints footprints_;
};

}  // namespace

extern PolicyComponent const data_local_component;
PolicyComponent const data_local_component = PolicyComponent::of<DataLocal>(
    {"data_local", "Nearest to the data", "就近数据"}, "where moving the data there and back takes least",
    "Ranganathan and Foster, Decoupling computation and data scheduling in distributed data-intensive "
    "applications, HPDC 2002 (JobDataPresent), with distances");

}  // namespace meridian::scheduler
