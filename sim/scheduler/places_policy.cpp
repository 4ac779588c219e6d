#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {

void Places::find(state::Job const& job, View const& view, Considered& considered,
                  std::vector<Place>& found) const {
    found.clear();
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (view.latency(job.what.origin, site) > reach_) {
            if (!considered.kept()) return;
            considered.exclude(site, PoolId{}, Exclusion::beyond_reach);
            continue;
        }
        look_at(job, view, site, considered, found);
    }
}

void Places::look_at(state::Job const& job, View const& view, SiteId site, Considered& considered,
                     std::vector<Place>& found) const {
    if (job.what.width.count() == 0) {
        if (takes(job, view, {site, PoolId{}})) return found.push_back({site, PoolId{}});
        if (considered.kept()) considered.exclude(site, PoolId{}, view.why_not_now(job, {site, PoolId{}}));
        return;
    }
    auto const pools = view.pools_of(site);
    for (PoolId const pool : pools) {
        if (takes(job, view, {site, pool})) {
            found.push_back({site, pool});
        } else if (considered.kept()) {
            considered.exclude(site, pool, view.why_not_now(job, {site, pool}));
        }
    }
    if (considered.kept() && pools.empty()) {
        considered.exclude(site, PoolId{}, view.why_not_now(job, {site, PoolId{}}));
    }
}

Decision Places::none(state::Job const& job, View const& view) const {
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (view.latency(job.what.origin, site) > reach_) break;
        if (view.possible(job, site)) return Wait{Reason::sites_in_reach_are_full};
    }
    return Refuse{Reason::no_site_in_reach};
}

Decision ScoringPolicy::decide_one(state::Job const& job, View const& view, Considered& considered) {
    if (!considered.kept()) {
        if (Shortcut const way = shortcut(job, view); way.taken) {
            if (!way.pool) return places_.none(job, view);
            Place place{view.scenario().pools[*way.pool].site, *way.pool};
            place.path = input_path(job, place, view);
            return place;
        }
    }
    places_.find(job, view, considered, found_);
    if (found_.empty()) return places_.none(job, view);
    Place best = found_.front();
    double best_score = 0.0;
    bool first = true;
    for (Place const place : found_) {
        double const here = score(job, place, view);
        considered.feasible(place, here);
        if (!first && !(here < best_score)) continue;
        best = place;
        best_score = here;
        first = false;
    }
    best.path = input_path(job, best, view);
    return best;
}

}  // namespace meridian::scheduler
