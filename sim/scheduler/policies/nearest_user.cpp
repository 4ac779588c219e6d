#include <algorithm>
#include <array>

#include "sim/scheduler/places_policy.hpp"
#include "sim/scheduler/pool_scan.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter};

// The site with the lowest one-way latency from the job's origin among those with room now. Sites
// come in order of (latency, id), so equal latencies always give the same answer.
class NearestUser final : public OneJobPolicy {
public:
    explicit NearestUser(Duration reach) : reach_{reach}, scan_{reach} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return view.latency(job.what.origin, site) <= reach_;
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        if (considered.kept()) explain(job, view, considered);
        auto const sites = view.sites_by_latency(job.what.origin);
        bool const walk_all = considered.kept() || job.what.width.count() == 0;
        for (SiteId const site : walk_all ? sites : sites.first(std::min(sites.size(), walked_first))) {
            if (view.latency(job.what.origin, site) > reach_) return none(job, view);
            if (auto const place = view.room(job, site)) return *place;
        }
        if (walk_all || sites.size() <= walked_first) return none(job, view);
        return scan_all(job, view);
    }

    // The same walk over many sites that are mostly full.
    [[nodiscard]] Decision scan_all(state::Job const& job, View const& view) {
        state::Levels const& levels = view.levels();
        auto const feasible = [&](PoolId pool) {
            return view.has_room(job, pool) && view.has_storage(job, levels.pools[pool].site);
        };
        auto const pool = scan_.first_with_room({levels.room.data(), levels.room.size()},
                                                static_cast<double>(job.what.width.count()),
                                                scan_.ranks(job.what.origin, view), feasible);
        if (pool) return Place{levels.pools[*pool].site, *pool};
        return none(job, view);
    }

    [[nodiscard]] Decision none(state::Job const& job, View const& view) const {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.latency(job.what.origin, site) > reach_) break;
            if (view.possible(job, site)) return Wait{Reason::sites_in_reach_are_full};
        }
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

    static constexpr std::size_t walked_first = 16;
    Duration reach_;
    PoolScan scan_;
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
