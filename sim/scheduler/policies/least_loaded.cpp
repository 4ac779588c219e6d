#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {
namespace {

// The pool with the smallest share of accelerators held or promised among those that could run the
// job, whether or not there is room now: join the shortest queue, weighted by size. Ties go to the
// nearer site, then to the pool listed first.
class LeastLoaded final : public OneJobPolicy {
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        std::optional<Place> best;
        double best_load = 0.0;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            auto const possible = view.possible(job, site);
            if (!possible) continue;
            if (!possible->pool.valid()) return *possible;
            for (PoolId const pool : view.pools_of(site)) {
                if (!view.could_run(job, pool)) continue;
                double const load = view.load(pool);
                if (best && !(load < best_load)) continue;
                best = Place{site, pool};
                best_load = load;
            }
        }
        if (!best) return Refuse{Reason::no_site_in_reach};
        return *best;
    }
};

}  // namespace

extern ComponentDoc const least_loaded_doc;
ComponentDoc const least_loaded_doc{
    "least_loaded", "the pool with the smallest share held or promised, full or not", {}};

std::unique_ptr<Policy> make_least_loaded(PolicyContext const&) {
    return std::make_unique<LeastLoaded>();
}

}  // namespace meridian::scheduler
