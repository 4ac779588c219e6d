#include <array>

#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array<std::string_view, 2> methods{"location", "market"};
constexpr std::array parameters{
    reach_parameter, when_full_parameter("wait"),
    ParameterDoc{"by", Dimension::number, "location", 0.0, 1.0,
                 "location: the factor of the grid; market: after the site's contracts and certificates",
                 methods}};

// The least carbon for the energy that the job adds.
class Greenest final : public ScoringPolicy {
public:
    explicit Greenest(PolicyContext const& context)
        : ScoringPolicy{CandidateSearch{context}}, by_market_{context.word("by") == 1} {}

private:
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const override {
        return kg(view.footprint(job, place));
    }
    [[nodiscard]] double kg(View::Footprint const& adds) const {
        return by_market_ ? adds.carbon_market_kg : adds.carbon_kg;
    }
    void bound(state::Job const& job, View const& view, std::span<PoolId const> pools,
               std::span<double> bounds) override {
        footprints_.measure_work(job, view);
        footprints_.spread(pools, bounds, [&](View::Footprint const& adds) { return kg(adds); });
    }

    bool by_market_;
    PoolFootprints footprints_;
};

}  // namespace

extern ComponentDoc const greenest_doc;
ComponentDoc const greenest_doc{"greenest", "the least carbon for the energy that the job adds", parameters,
                                "Gao et al., It's not easy being green, SIGCOMM 2012; both methods: GHG "
                                "Protocol, Scope 2 Guidance, 2015"};

std::unique_ptr<Policy> make_greenest(PolicyContext const& context) {
    return std::make_unique<Greenest>(context);
}

}  // namespace meridian::scheduler
