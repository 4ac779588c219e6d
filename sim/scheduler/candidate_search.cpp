#include "sim/scheduler/candidate_search.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace meridian::scheduler {
namespace {

// The pools for which `slack` is not negative, in their order; `out` may be where they are. Without branches, as
// which pools have room is chance: numbers are compared by the sign of their difference.
template <class Slack>
std::size_t copy_with_slack(std::span<PoolId const> pools, PoolId* out, Slack const& slack) {
    std::size_t count = 0;
    for (PoolId const pool : pools) {
        out[count] = pool;
        count += static_cast<std::size_t>(~static_cast<std::uint64_t>(slack(pool.index)) >> 63U);
    }
    return count;
}

}  // namespace

bool CandidateSearch::takes(state::Job const& job, View const& view, Placement place) const {
    bool const now = when_full_ == WhenFull::wait;
    bool const stores = now ? view.has_storage(job, place.site) : view.could_store(job, place.site);
    if (!stores || !place.pool.valid()) return stores;
    return now ? view.has_room(job, place.pool) : view.could_run(job, place.pool);
}

std::span<PoolId const> CandidateSearch::pools(state::Job const& job, View const& view) {
    auto const& order = scan_.ranks(job.what.origin, view).order;
    if (pools_.size() < order.size()) pools_.resize(order.size());
    state::Levels const& levels = view.levels();
    std::int64_t const width = job.what.width.count();
    auto const* const widest = view.widest(job.what.workload_class).data();
    std::size_t count = 0;
    if (when_full_ == WhenFull::wait) {
        auto const needed = static_cast<double>(width);
        std::int64_t const bytes = job.what.input.count();
        auto const* const room = levels.room.data();
        auto const* const storage = levels.storage.data();
        count = copy_with_slack(order, pools_.data(), [=](std::uint32_t p) {
            return std::bit_cast<std::int64_t>(room[p] - needed) | (storage[p] - bytes) | (widest[p] - width);
        });
    } else {
        count = copy_with_slack(order, pools_.data(), [=](std::uint32_t p) { return widest[p] - width; });
    }
    return {pools_.data(), drop(count, job, view)};
}

// Takes out the pools that a rule closes which few jobs meet; how many are left.
std::size_t CandidateSearch::drop(std::size_t count, state::Job const& job, View const& view) {
    bool const now = when_full_ == WhenFull::wait;
    ClassId const c = job.what.workload_class;
    bool const is_resident = view.scenario().classes[c].residency != Residency::anywhere;
    if (now && view.is_non_preemptible(c)) {
        std::int64_t const width = job.what.width.count();
        count = copy_with_slack({pools_.data(), count}, pools_.data(), [&](std::uint32_t p) {
            return view.room_for_non_preemptible(PoolId{p}) - width;
        });
    }
    bool const asks_pools = now && view.is_gated();
    bool const asks_sites = is_resident || (!now && may_lack_storage(job.what.input, view));
    if (!asks_pools && !asks_sites) return count;
    auto const end =
        std::remove_if(pools_.begin(), pools_.begin() + static_cast<std::ptrdiff_t>(count), [&](PoolId pool) {
            SiteId const site = view.levels().pools[pool].site;
            if (is_resident && !view.admits(job, site)) return true;
            if (!now) return !view.could_store(job, site);
            return view.is_closed(job, site, pool);
        });
    return static_cast<std::size_t>(end - pools_.begin());
}

bool CandidateSearch::may_lack_storage(Bytes bytes, View const& view) {
    if (!least_storage_limit_) {
        least_storage_limit_ = std::numeric_limits<std::int64_t>::max();
        for (state::SiteLevel const& site : view.levels().sites)
            least_storage_limit_ = std::min(*least_storage_limit_, site.storage_limit);
    }
    return bytes.count() > *least_storage_limit_;
}

std::span<Placement const> CandidateSearch::candidates(state::Job const& job, View const& view) {
    found_.clear();
    if (job.what.width.count() > 0) {
        for (PoolId const pool : pools(job, view))
            found_.push_back({view.levels().pools[pool].site, pool});
        return found_;
    }
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (view.latency(job.what.origin, site) > reach_) break;
        add_candidates(job, view, site, found_);
    }
    return found_;
}

void CandidateSearch::add_candidates(state::Job const& job, View const& view, SiteId site,
                                     std::vector<Placement>& found) const {
    if (job.what.width.count() == 0) {
        if (takes(job, view, {site, PoolId{}})) found.push_back({site, PoolId{}});
        return;
    }
    for (PoolId const pool : view.pools_of(site)) {
        if (takes(job, view, {site, pool})) found.push_back({site, pool});
    }
}

std::optional<Placement> CandidateSearch::nearest(state::Job const& job, View const& view) {
    auto const sites = view.sites_by_latency(job.what.origin);
    bool const walks_all = job.what.width.count() == 0 || sites.size() <= walked_first;
    for (SiteId const site : walks_all ? sites : sites.first(walked_first)) {
        if (view.latency(job.what.origin, site) > reach_) return std::nullopt;
        if (auto const place = first_of(job, view, site)) return place;
    }
    if (walks_all) return std::nullopt;
    auto const pool =
        scan_.first_with_room({view.levels().room.data(), view.levels().room.size()},
                              when_full_ == WhenFull::wait ? static_cast<double>(job.what.width.count())
                                                           : -std::numeric_limits<double>::infinity(),
                              scan_.ranks(job.what.origin, view), [&](PoolId candidate) {
                                  return takes(job, view, {view.levels().pools[candidate].site, candidate});
                              });
    if (!pool) return std::nullopt;
    return Placement{view.levels().pools[*pool].site, *pool};
}

std::optional<Placement> CandidateSearch::least(state::Job const& job, View const& view,
                                                std::span<double const> keys) {
    state::Levels const& levels = view.levels();
    auto const widest = view.widest(job.what.workload_class);
    auto const pool = scan_.least(keys, scan_.ranks(job.what.origin, view), [&](PoolId candidate) {
        return job.what.width.count() <= widest[candidate.index] &&
               takes(job, view, {levels.pools[candidate].site, candidate});
    });
    if (!pool) return std::nullopt;
    return Placement{levels.pools[*pool].site, *pool};
}

Decision CandidateSearch::none(state::Job const& job, View const& view) const {
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (view.latency(job.what.origin, site) > reach_) break;
        if (view.possible(job, site)) return Wait{Reason::sites_in_reach_are_full};
    }
    return Reject{Reason::no_site_in_reach};
}

void CandidateSearch::trace(state::Job const& job, View const& view, DecisionTrace& out,
                            Scoring const& scoring) const {
    if (!out.enabled()) return;
    std::vector<Placement> found;
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (covers(job.what.origin, site, view)) {
            add_candidates(job, view, site, found);
            trace_excluded(job, view, site, out);
        } else {
            out.exclude(site, PoolId{}, Obstacle::beyond_reach);
        }
    }
    std::vector<std::optional<double>> scores(found.size());
    scoring(found, scores);
    for (std::size_t i = 0; i < found.size(); ++i)
        out.feasible(found[i], scores[i]);
}

void CandidateSearch::trace_sites(state::Job const& job, View const& view, DecisionTrace& out,
                                  std::function<double(Placement const&)> const& score, SiteId exempt) const {
    if (!out.enabled()) return;
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (site != exempt && !covers(job.what.origin, site, view)) {
            out.exclude(site, PoolId{}, Obstacle::beyond_reach);
        } else if (auto const place = first_of(job, view, site)) {
            out.feasible(*place, score(*place));
        } else {
            trace_excluded(job, view, site, out);
        }
    }
}

// The pools of the site that cannot take the job; the site as a whole where pools do not matter.
void CandidateSearch::trace_excluded(state::Job const& job, View const& view, SiteId site,
                                     DecisionTrace& out) const {
    auto const exclude_unless_taken = [&](PoolId pool) {
        Placement const place{site, pool};
        bool const now = when_full_ == WhenFull::wait;
        if (auto const why = now ? view.why_not_now(job, place) : view.why_never(job, place))
            out.exclude(site, pool, *why);
    };
    auto const pools = view.pools_of(site);
    if (job.what.width.count() == 0 || pools.empty()) return exclude_unless_taken(PoolId{});
    for (PoolId const pool : pools)
        exclude_unless_taken(pool);
}

}  // namespace meridian::scheduler
