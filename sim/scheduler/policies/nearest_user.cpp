#include <array>

#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{
    ParameterDoc{"reach", Dimension::duration, "", 0.0, 1e18,
                 "one-way latency beyond which a site is not used"},
};

// The site with the lowest one-way latency from the job's origin among those with room now. Sites
// come in order of (latency, id), so equal latencies always give the same answer.
class NearestUser final : public OneJobPolicy {
public:
    explicit NearestUser(Duration reach) : reach_{reach} {}

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        bool any_in_reach = false;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.latency(job.what.origin, site) > reach_) break;
            if (auto const place = view.room(job, site)) return *place;
            any_in_reach = any_in_reach || view.possible(job, site).has_value();
        }
        if (any_in_reach) return Wait{Reason::sites_in_reach_are_full};
        return Refuse{Reason::no_site_in_reach};
    }

    Duration reach_;
};

}  // namespace

extern ComponentDoc const nearest_user_doc;
ComponentDoc const nearest_user_doc{"nearest_user",
                                    "the site with room now that is nearest to the job's origin", parameters};

std::unique_ptr<Policy> make_nearest_user(PolicyContext const& context) {
    auto const reach = context.parameters.find("reach");
    bool const limited = reach != context.parameters.end();
    return std::make_unique<NearestUser>(limited ? Duration{static_cast<std::int64_t>(reach->second)}
                                                 : Duration::max());
}

}  // namespace meridian::scheduler
