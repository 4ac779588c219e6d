#include "sim/service/filling.hpp"

namespace meridian::service {
namespace {

// The nearest site up to a load, then the next nearest within the round trip; what is left goes home.
class OverflowPolicy final : public ServicePolicy {
public:
    struct Parameters : ParameterSet {
        Parameter<double> load{
            *this,
            {"load", Dimension::fraction, "90 %", 0.0, 1.0, "of what a site could carry, that it takes"}};
        Parameter<Duration> rtt{*this,
                                {"rtt", Dimension::duration, "60 ms", 0.0, 1e18,
                                 "round trip from the users beyond which a site is not used"}};
    };
    OverflowPolicy(Parameters const& parameters, ServicePolicyContext const&)
        : load_{*parameters.load}, one_way_{*parameters.rtt / 2} {}

private:
    [[nodiscard]] Duration reach() const override { return one_way_; }
    void plan(ServiceView const& view, std::vector<Route>& routes) override {
        Filling filling{view, load_, routes};
        for (RegionId const r : view.scenario().regions.keys()) {
            double left = view.demand(r);
            auto const sites = view.sites(r);
            for (SiteId const s : sites) {
                if (left <= 0.0 || view.latency(r, s) > one_way_) break;
                left = filling.put(r, s, left);
            }
            if (left > 0.0 && !sites.empty()) routes.push_back({r, sites.front(), left});
        }
    }

    double load_;
    Duration one_way_;
};

}  // namespace

extern ServicePolicyComponent const overflow_component;
ServicePolicyComponent const overflow_component = ServicePolicyComponent::of<OverflowPolicy>(
    {"overflow", "Nearest site, then overflow", "就近优先、溢出转移"},
    "to the nearest site up to a load, then to the next nearest");

}  // namespace meridian::service
