#include <array>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter};

// The site with the lowest one-way latency from the job's origin among those with room now. Sites
// come in order of (latency, id), so equal latencies always give the same answer.
class NearestUser final : public OneJobPolicy {
public:
    explicit NearestUser(Duration reach) : reach_{reach} {}

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        if (considered.kept()) explain(job, view, considered);
        bool any_in_reach = false;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.latency(job.what.origin, site) > reach_) break;
            if (auto const place = view.room(job, site)) return *place;
            any_in_reach = any_in_reach || view.possible(job, site).has_value();
        }
        if (any_in_reach) return Wait{Reason::sites_in_reach_are_full};
        return Refuse{Reason::no_site_in_reach};
    }

    // The score is the latency in milliseconds.
    void explain(state::Job const& job, View const& view, Considered& considered) const {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            Duration const latency = view.latency(job.what.origin, site);
            if (latency > reach_) {
                considered.exclude(site, PoolId{}, Exclusion::beyond_reach);
            } else if (auto const place = view.room(job, site)) {
                considered.feasible(*place, in_seconds(latency).count() * 1e3);
            } else {
                explain_full(job, view, site, considered);
            }
        }
    }

    static void explain_full(state::Job const& job, View const& view, SiteId site, Considered& considered) {
        auto const pools = view.pools_of(site);
        for (PoolId const pool : pools)
            considered.exclude(site, pool, view.why_not_now(job, {site, pool}));
        if (pools.empty()) considered.exclude(site, PoolId{}, view.why_not_now(job, {site, PoolId{}}));
    }

    Duration reach_;
};

}  // namespace

extern ComponentDoc const nearest_user_doc;
ComponentDoc const nearest_user_doc{"nearest_user",
                                    "the site with room now that is nearest to the job's users", parameters,
                                    "greedy shortest distance, the usual first rule of edge placement"};

std::unique_ptr<Policy> make_nearest_user(PolicyContext const& context) {
    return std::make_unique<NearestUser>(context.limit("reach"));
}

}  // namespace meridian::scheduler
