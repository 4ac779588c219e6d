#include <array>

#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

enum class Method : std::uint8_t { location, market };
constexpr std::array<std::string_view, 2> methods{"location", "market"};

// The least carbon for the energy that the job adds.
class Greenest final : public ScoringPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
        Parameter<Method> by{
            *this,
            {"by", Dimension::number, "location", 0.0, 1.0,
             "location: the factor of the grid; market: after the site's contracts and certificates",
             methods}};
    };
    Greenest(Parameters const& parameters, PolicyContext const&)
        : ScoringPolicy{CandidateSearch{parameters}}, by_market_{*parameters.by == Method::market} {}

private:
    [[nodiscard]] double score(state::Job const& job, Placement place, View const& view) const override {
        return kg(view.footprint(job, place));
    }
    [[nodiscard]] double kg(View::Footprint const& adds) const {
        return by_market_ ? adds.carbon_market_kg : adds.carbon_kg;
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open,
               std::span<double> bounds) override {
        footprints_.measure_work(job, view);
        footprints_.spread(open, bounds, [&](View::Footprint const& adds) { return kg(adds); });
    }

    bool by_market_;
    PoolFootprints footprints_;
};

}  // namespace

extern PolicyComponent const greenest_component;
PolicyComponent const greenest_component = PolicyComponent::of<Greenest>(
    {"greenest", "Least carbon", "最低碳"}, "the least carbon for the energy that the job adds",
    "Gao et al., It's not easy being green, SIGCOMM 2012; both methods: GHG "
    "Protocol, Scope 2 Guidance, 2015");

}  // namespace meridian::scheduler
