#include "sim/scheduler/candidate_search.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace meridian::scheduler {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// 0 if none of the numbers whose bits are laid over one another is negative, else infinity. Without branches,
// as which pools have room is chance, and for several pools at once.
double indicator_of(std::int64_t bits) {
    constexpr auto infinite = std::bit_cast<std::uint64_t>(infinity);
    return std::bit_cast<double>(-(static_cast<std::uint64_t>(bits) >> 63U) & infinite);
}

}  // namespace

bool CandidateSearch::takes(state::Job const& job, View const& view, Placement place) const {
    bool const now = when_full_ == WhenFull::wait;
    if (!now && !view.is_open(place.site, place.pool)) return false;
    bool const stores = now ? view.has_storage(job, place.site) : view.could_store(job, place.site);
    if (!stores || !place.pool.valid()) return stores;
    return now ? view.has_room(job, place.pool) : view.could_run(job, place.pool);
}

OpenPools CandidateSearch::open_pools(state::Job const& job, View const& view) {
    PoolScan::Ranks const& ranks = scan_.ranks(job.what.origin, view);
    indicator_.resize(ranks.of.size());
    if (ranks.order.size() < ranks.of.size()) std::ranges::fill(indicator_, infinity);
    for (PoolRun const run : ranks.runs)
        mark(run, job, view);
    close_by_rules(ranks, job, view);
    runs_.clear();
    for (PoolRun const run : ranks.runs) {
        for (std::size_t begin = run.begin; begin < run.end; begin += PoolScan::block) {
            PoolRun const block{begin, std::min(run.end, begin + PoolScan::block)};
            if (PoolScan::minimum(indicator_, block) == 0.0) append(runs_, block);
        }
    }
    return {indicator_, runs_};
}

// Room, storage and hardware, and what is set apart for services.
void CandidateSearch::mark(PoolRun run, state::Job const& job, View const& view) {
    std::int64_t const width = job.what.width.count();
    auto const* const widest = view.widest(job.what.workload_class).data();
    double* const indicator = indicator_.data();
    if (when_full_ == WhenFull::queue) {
        auto const* const shut = view.levels().shut.data();
        for (std::size_t p = run.begin; p < run.end; ++p)
            indicator[p] = indicator_of((widest[p] - width) | shut[p]);
        return;
    }
    auto const needed = static_cast<double>(width);
    std::int64_t const bytes = job.what.input.count();
    auto const* const room = view.levels().room.data();
    auto const* const storage = view.levels().storage.data();
    auto const mark_all = [=](auto const& further) {
        auto const end = static_cast<std::uint32_t>(run.end);
        for (auto p = static_cast<std::uint32_t>(run.begin); p < end; ++p) {
            auto const room_left = std::bit_cast<std::int64_t>(room[p] - needed);
            indicator[p] = indicator_of(room_left | (storage[p] - bytes) | (widest[p] - width) | further(p));
        }
    };
    if (view.is_non_preemptible(job.what.workload_class))
        mark_all([&](std::uint32_t p) { return view.room_for_non_preemptible(PoolId{p}) - width; });
    else
        mark_all([](std::uint32_t) { return std::int64_t{0}; });
}

template <class Closed>
void CandidateSearch::close(std::span<PoolRun const> runs, Closed const& closed) {
    for (PoolRun const run : runs) {
        for (auto p = static_cast<std::uint32_t>(run.begin); p < run.end; ++p) {
            indicator_[p] = closed(p) ? infinity : indicator_[p];
        }
    }
}

// What is beyond reach, and rules that few jobs meet.
void CandidateSearch::close_by_rules(PoolScan::Ranks const& ranks, state::Job const& job, View const& view) {
    if (ranks.order.size() < ranks.of.size())
        close(ranks.runs, [&](std::uint32_t p) { return ranks.of[p] == PoolScan::none; });
    bool const now = when_full_ == WhenFull::wait;
    ClassId const c = job.what.workload_class;
    bool const is_resident = view.scenario().classes[c].residency != Residency::anywhere;
    bool const asks_pools = now && view.is_gated();
    bool const asks_sites = is_resident || (!now && may_lack_storage(job.what.input, view));
    if (!asks_pools && !asks_sites) return;
    close(ranks.runs, [&](std::uint32_t p) {
        if (indicator_[p] > 0.0) return true;
        SiteId const site = view.levels().pools[PoolId{p}].site;
        if (is_resident && !view.admits(job, site)) return true;
        return now ? view.is_closed(job, site, PoolId{p}) : !view.could_store(job, site);
    });
}

bool CandidateSearch::are_all_open(OpenPools const& open, PoolScan::Ranks const& ranks) {
    if (!std::ranges::equal(open.runs, ranks.runs)) return false;
    std::uint64_t closed = 0;  // without branches
    open.for_each_in_runs([&, indicator = open.indicator.data()](std::size_t p) {
        closed |= std::bit_cast<std::uint64_t>(indicator[p]);
    });
    return closed == 0;
}

std::span<PoolId const> CandidateSearch::pools(state::Job const& job, View const& view) {
    OpenPools const open = open_pools(job, view);
    if (open.none()) return {};
    double const* const indicator = open.indicator.data();
    PoolScan::Ranks const& ranks = scan_.ranks(job.what.origin, view);
    auto const& order = ranks.order;
    if (when_full_ == WhenFull::queue && are_all_open(open, ranks)) return order;
    if (pools_.size() < order.size()) pools_.resize(order.size());
    PoolId* const out = pools_.data();
    std::size_t count = 0;
    for (PoolId const pool : order) {
        out[count] = pool;
        count += static_cast<std::size_t>(indicator[pool.index] == 0.0);
    }
    return {out, count};
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

std::pair<PoolId, PoolId> CandidateSearch::ends(state::Job const& job, View const& view,
                                                OpenPools const& open) {
    auto const& order = scan_.ranks(job.what.origin, view).order;
    auto const is_open = [&](PoolId pool) { return open.holds(pool.index); };
    return {*std::ranges::find_if(order, is_open),
            *std::ranges::find_if(order.rbegin(), order.rend(), is_open)};
}

std::optional<Placement> CandidateSearch::least(state::Job const& job, View const& view,
                                                std::span<double const> keys) {
    auto const widest = view.widest(job.what.workload_class);
    auto const pool = scan_.least(keys, scan_.ranks(job.what.origin, view), [&](PoolId candidate) {
        bool const takes_it =
            job.what.width.count() <= widest[candidate.index] && takes(job, view, placement(candidate, view));
        return takes_it ? keys[candidate.index] : infinity;
    });
    if (!pool) return std::nullopt;
    return placement(*pool, view);
}

Decision CandidateSearch::none(state::Job const& job, View const& view) const {
    bool is_lost = false;
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (view.latency(job.what.origin, site) > reach_) break;
        if (!view.possible(job, site)) continue;
        if (view.queue(job, site)) return Wait{Reason::sites_in_reach_are_full};
        is_lost = true;
    }
    if (is_lost) return Wait{Reason::place_lost};
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
