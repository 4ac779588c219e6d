#include <array>

#include "sim/scheduler/places_policy.hpp"

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
        : ScoringPolicy{context}, by_market_{context.word("by") == 1} {}

private:
    [[nodiscard]] double score(state::Job const& job, Place place, View const& view) const override {
        View::Footprint const adds = view.footprint(job, place);
        return by_market_ ? adds.carbon_market_kg : adds.carbon_kg;
    }
    bool by_market_;
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
