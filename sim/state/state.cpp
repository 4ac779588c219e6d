#include "sim/state/state.hpp"

#include <algorithm>
#include <limits>

#include "sim/setup/eligibility.hpp"

namespace meridian::state {
namespace {

constexpr WideCount no_storage_limit = WideCount{1} << 120;

}  // namespace

State::State(Scenario const& scenario, std::span<RunListener* const> listeners_of_run)
    : links{scenario.map.arcs().size()}, is_changed_(scenario.sites.size(), false) {
    for (RunListener* listener : listeners_of_run)
        listeners.add(*listener);
    Eligibility const eligibility{scenario};
    for (SiteId const s : scenario.sites.keys()) {
        Site const& site = scenario.sites[s];
        SiteLevel level;
        level.idle_uw = eligibility.idle_power(s).count();
        if (site.power_limit) level.power_limit_uw = site.power_limit->count();
        level.storage_limit = site.storage ? WideCount{site.storage->count()} : no_storage_limit;
        levels_.sites.add(level);
    }
    for (Pool const& pool : scenario.pools) {
        Accelerator const& accelerator = scenario.accelerators[pool.accelerator];
        PoolLevel level;
        level.capacity = pool.capacity().count();
        level.free = level.capacity;
        level.microwatts_each = (accelerator.busy_power - accelerator.idle_power).count();
        level.idle_microwatts_each = accelerator.idle_power.count();
        level.site = pool.site;
        levels_.pools.add(level);
        ++levels_.sites[pool.site].pool_count;
    }
    for (ArcId const arc : links.keys())
        links[arc].capacity = scenario.map.links()[NationalMap::link_of(arc)].usable();
    levels_.link_share = Table<ArcId, double>{links.size()};
    sense_links();
    std::uint32_t first = 0;
    for (SiteLevel& level : levels_.sites) {
        level.power_uw = level.idle_uw;
        level.first_pool = first;
        first += level.pool_count;
    }
    levels_.site_pools.resize(first);
    std::vector<std::uint32_t> filled(scenario.sites.size(), 0);
    for (PoolId const p : levels_.pools.keys()) {
        SiteId const s = levels_.pools[p].site;
        levels_.site_pools[levels_.sites[s].first_pool + filled[s.index]++] = p;
    }
    levels_.load = Table<PoolId, double>{levels_.pools.size(), 0.0};
    levels_.room = Table<PoolId, double>{levels_.pools.size(), 0.0};
    levels_.headroom = Table<PoolId, double>{levels_.pools.size(), 0.0};
    levels_.storage = Table<PoolId, std::int64_t>{levels_.pools.size(), 0};
    levels_.non_preemptible_room = Table<PoolId, std::int64_t>{levels_.pools.size(), 0};
    levels_.shut = Table<PoolId, std::int64_t>{levels_.pools.size(), 0};
    levels_.changes = Table<PoolId, std::uint32_t>{levels_.pools.size(), 0};
    for (SiteId const s : levels_.sites.keys())
        levels_.refresh(s);
    non_preemptible_running_ = Table<PoolId, std::int64_t>{levels_.pools.size(), 0};
    max_width_ = {scenario.classes.size(), levels_.pools.size()};
    for (ClassId const c : scenario.classes.keys()) {
        non_preemptible_.push_back(!scenario.classes[c].preemptible || !scenario.serving.lends);
        for (PoolId const p : levels_.pools.keys())
            max_width_(c, p) = eligibility.widest(c, p);
    }
}

void State::sense_links() {
    for (ArcId const arc : links.keys()) {
        LinkUse const& use = links[arc];
        double const capacity = use.capacity.count();
        double const even = capacity / static_cast<double>(use.flows + 1);
        levels_.link_share[arc] = std::max(capacity - use.rate, even);
    }
}

void State::set_apart(PoolId p, std::int64_t thousandths) {
    change(levels_.pools[p].site);
    levels_.set_apart(p, thousandths);
    std::int64_t const limit = levels_.pools[p].non_preemptible_limit;
    for (std::uint32_t c = 0; c < non_preemptible_.size(); ++c) {
        std::int64_t& widest = max_width_(ClassId{c}, p);
        if (non_preemptible_[c]) widest = std::min(widest, limit);
    }
}

void State::reserve(Job const& job) {
    if (!job.pool.valid()) return;
    change(levels_.pools[job.pool].site);
    levels_.reserve(job.pool, job.what.width, job.expected, is_non_preemptible(job.what.workload_class));
}

void State::allocate(Job const& job, SimTime now) {
    if (!job.pool.valid()) return;
    count_non_preemptible_running(job, +1);
    change(levels_.pools[job.pool].site);
    levels_.allocate(job.pool, job.what.width, job.expected, now);
}

void State::release(Job const& job) {
    if (!job.pool.valid()) return;
    count_non_preemptible_running(job, -1);
    change(levels_.pools[job.pool].site);
    levels_.release(job.pool, job.what.width,
                    job.is_overdue ? std::nullopt : std::optional{job.expected_end()},
                    is_non_preemptible(job.what.workload_class));
}

void State::unreserve(Job const& job) {
    if (!job.pool.valid()) return;
    change(levels_.pools[job.pool].site);
    levels_.unreserve(job.pool, job.what.width, job.expected, is_non_preemptible(job.what.workload_class));
}

void State::run_over(JobId id) {
    Job& job = jobs[id];
    if (!job.pool.valid()) return;
    change(levels_.pools[job.pool].site);
    levels_.run_over(job.pool, job.what.width, job.expected_end());
    job.is_overdue = true;
}

void State::set_out(SimTime now, PoolId p, std::int64_t thousandths) {
    PoolLevel const& level = levels_.pools[p];
    std::int64_t const idle_before = levels_.sites[level.site].idle_uw;
    std::int64_t const more = thousandths - level.out;
    if (more == 0) return;
    change(level.site);
    levels_.set_out(p, thousandths);
    listeners.notify(&RunListener::capacity_changed, now, p, more,
                     levels_.sites[level.site].idle_uw - idle_before);
}

bool State::allocate_storage(SimTime now, SiteId s, Bytes bytes) {
    SiteLevel& level = change(s);
    if (level.lost || bytes.count() > level.storage_limit - level.storage_used) return false;
    level.storage_promised -= bytes.count();
    level.storage_used += bytes.count();
    listeners.notify(&RunListener::storage_resized, now, s, bytes.count());
    return true;
}

void State::take_changed(std::vector<SiteId>& sites) {
    sites.clear();
    sites.swap(changed_);
    for (SiteId const s : sites)
        is_changed_[s.index] = false;
}

}  // namespace meridian::state
