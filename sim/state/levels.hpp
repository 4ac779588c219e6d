// How much of every pool and site is held and promised, now or as the brain last sensed it. A value type.
// Whole numbers throughout (accelerators in thousandths, power in microwatts, storage in bytes), so allocating
// and releasing is exact.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"

namespace meridian::state {

struct PoolLevel {
    std::int64_t capacity{0};  // thousandths of an accelerator
    std::int64_t free{0};
    std::int64_t promised{0};         // to jobs committed to the pool that do not run yet
    std::int64_t serving{0};          // held by replicas of services
    std::int64_t out{0};              // lost for now; they draw nothing
    std::int64_t microwatts_each{0};  // busy power less idle power of one accelerator
    std::int64_t idle_microwatts_each{0};
    std::int64_t overdue{0};  // held by jobs that have run beyond their expected end
    // The work ahead, in thousandths of an accelerator x nanoseconds: width x expected time of the promised,
    // and width x expected end of the running that are not overdue.
    WideCount queued_work{0};
    WideCount running_ends{0};
    std::int64_t non_preemptible_held{0};  // by jobs that services may not preempt, or promised to them
    std::int64_t non_preemptible_limit{unlimited};  // capacity without what is set apart for services
    SiteId site;
    bool closed{false};  // nothing may start there, as planned work on it is near

    static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;

    [[nodiscard]] std::int64_t headroom() const { return free - promised; }
    // Which jobs cannot have, whatever ends.
    [[nodiscard]] std::int64_t withheld() const { return serving + out; }
    [[nodiscard]] bool is_open() const { return !closed && out < capacity; }
};

struct SiteLevel {
    static constexpr std::int64_t no_power_limit = std::numeric_limits<std::int64_t>::max() / 4;

    std::int64_t idle_uw{0};         // of the accelerators that are not lost
    std::int64_t power_uw{0};        // idle power, running jobs, and replicas as if all were busy
    WideCount power_promised_uw{0};  // of committed jobs, whose number has no bound
    std::int64_t power_limit_uw{no_power_limit};
    WideCount storage_used{0};      // bytes
    WideCount storage_promised{0};  // to committed jobs that wait for it
    WideCount storage_retained{0};  // part of storage_used: inputs that jobs have left behind
    WideCount storage_limit{0};     // larger than any sum of bytes if there is no limit
    std::uint32_t first_pool{0};    // its pools, in a row of pools_of()
    std::uint32_t pool_count{0};
    bool lost{false};  // its storage is out of reach, and nothing comes or goes

    // -1 where more is promised than there is.
    [[nodiscard]] std::int64_t power_headroom_uw() const {
        if (power_limit_uw == no_power_limit) return no_power_limit;
        WideCount const headroom = power_limit_uw - power_uw - power_promised_uw;
        return static_cast<std::int64_t>(std::max(headroom, WideCount{-1}));
    }
    [[nodiscard]] WideCount storage_headroom() const {
        return storage_limit - storage_used - storage_promised;
    }
};

// What `width` thousandths of accelerators draw above idle, in microwatts: exact for whole accelerators, else
// rounded down. Pools together draw at most 1e18, which is why the product of both is not formed.
[[nodiscard]] inline std::int64_t draw_uw(PoolLevel const& level, std::int64_t width) {
    return width / 1000 * level.microwatts_each + width % 1000 * level.microwatts_each / 1000;
}

// What changes rows of `pools` or `sites` directly calls refresh() for their site.
struct Levels {
    Table<PoolId, PoolLevel> pools;
    Table<SiteId, SiteLevel> sites;
    std::vector<PoolId> site_pools;  // by site, in order
    // Contiguous copies of what policies scan; they follow from the rows above.
    Table<PoolId, double> load;      // share of the accelerators that are held or promised, in [0, infinity)
    Table<PoolId, double> room;      // width of the widest job that could start now, in whole thousandths
    Table<PoolId, double> headroom;  // accelerators neither held nor promised, in whole thousandths
    Table<PoolId, std::int64_t> storage;  // bytes that its site has left, at most what int64 holds
    // What non-preemptible jobs could still hold beside what is set apart, in thousandths of accelerators.
    Table<PoolId, std::int64_t> non_preemptible_room;
    Table<PoolId, std::int64_t> shut;  // -1: it is lost or closed, so no job may be placed there; else 0
    Table<PoolId, std::uint32_t>
        changes;  // of the row in `pools`, counted, so that what follows from it can be kept
    // Bytes per second that one more transfer would have on the arc, at least, where shares are equal: what
    // is free or an even share. 0: the link is down. Kept right for brains that look at links.
    Table<ArcId, double> link_share;

    [[nodiscard]] std::span<PoolId const> pools_of(SiteId s) const {
        return {site_pools.data() + sites[s].first_pool, sites[s].pool_count};
    }
    void refresh(SiteId s) {
        for (PoolId const p : pools_of(s))
            refresh(p);
        refresh_storage(s);
    }
    void refresh_storage(SiteId s) {
        constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
        auto left = static_cast<std::int64_t>(std::clamp(sites[s].storage_headroom(), WideCount{0}, most));
        if (sites[s].lost) left = -1;
        for (PoolId const p : pools_of(s))
            storage[p] = left;
    }

    // Is there room for such a job, beside what is promised to others?
    [[nodiscard]] bool has_room(PoolId p, Milliaccelerators width) const {
        return static_cast<double>(width.count()) <= room[p];
    }
    [[nodiscard]] bool has_storage(SiteId s, Bytes bytes) const {
        return !sites[s].lost && bytes.count() <= std::max(sites[s].storage_headroom(), WideCount{0});
    }
    // Is there room for a committed job to start, regardless of promises?
    [[nodiscard]] bool can_start(PoolId p, Milliaccelerators width) const {
        PoolLevel const& level = pools[p];
        SiteLevel const& site = sites[level.site];
        return !level.closed && level.free >= width.count() &&
               site.power_uw + draw_uw(level, width.count()) <= site.power_limit_uw;
    }

    // Sets accelerators of the pool apart for services: non-preemptible jobs do not use them.
    void set_apart(PoolId p, std::int64_t thousandths) {
        std::int64_t& limit = pools[p].non_preemptible_limit;
        limit = std::max(std::min(limit, pools[p].capacity) - thousandths, std::int64_t{0});
        refresh(p);
    }

    // `non_preemptible`: services may not preempt the job.
    void reserve(PoolId p, Milliaccelerators width, Duration expected, bool non_preemptible) {
        PoolLevel& level = pools[p];
        level.promised += width.count();
        if (non_preemptible) level.non_preemptible_held += width.count();
        level.queued_work += WideCount{width.count()} * expected.count();
        sites[level.site].power_promised_uw += draw_uw(level, width.count());
        changed(p);
    }
    void unreserve(PoolId p, Milliaccelerators width, Duration expected, bool non_preemptible) {
        PoolLevel& level = pools[p];
        level.promised -= width.count();
        if (non_preemptible) level.non_preemptible_held -= width.count();
        level.queued_work -= WideCount{width.count()} * expected.count();
        sites[level.site].power_promised_uw -= draw_uw(level, width.count());
        changed(p);
    }
    // Turns a reservation into an allocation.
    void allocate(PoolId p, Milliaccelerators width, Duration expected, SimTime now) {
        PoolLevel& level = pools[p];
        std::int64_t const draw = draw_uw(level, width.count());
        level.promised -= width.count();
        level.free -= width.count();
        level.queued_work -= WideCount{width.count()} * expected.count();
        level.running_ends += WideCount{width.count()} * later(now, expected).time_since_epoch().count();
        sites[level.site].power_promised_uw -= draw;
        sites[level.site].power_uw += draw;
        ++changes[p];
    }
    // A job that runs is expected to have ended and has not: nobody knows what is left of it.
    void run_over(PoolId p, Milliaccelerators width, SimTime expected_end) {
        PoolLevel& level = pools[p];
        level.overdue += width.count();
        level.running_ends -= WideCount{width.count()} * expected_end.time_since_epoch().count();
        ++changes[p];
    }
    // `expected_end`: none if it has run over.
    void release(PoolId p, Milliaccelerators width, std::optional<SimTime> expected_end,
                 bool non_preemptible) {
        PoolLevel& level = pools[p];
        level.free += width.count();
        if (non_preemptible) level.non_preemptible_held -= width.count();
        if (expected_end) {
            level.running_ends -= WideCount{width.count()} * expected_end->time_since_epoch().count();
        } else {
            level.overdue -= width.count();
        }
        sites[level.site].power_uw -= draw_uw(level, width.count());
        changed(p);
    }

    // Replicas allocate thousandths of accelerators, or release them, with `by` < 0.
    void resize_service(PoolId p, std::int64_t by) {
        PoolLevel& level = pools[p];
        std::int64_t const before = draw_uw(level, level.serving);
        level.serving += by;
        level.free -= by;
        sites[level.site].power_uw += draw_uw(level, level.serving) - before;
        changed(p);
    }

    // So many thousandths of accelerators of the pool, whole ones, are lost from now on. Precondition: jobs and services
    // hold none of them.
    void set_out(PoolId p, std::int64_t out) {
        PoolLevel& level = pools[p];
        std::int64_t const more = out - level.out;
        std::int64_t const draw = more / 1000 * level.idle_microwatts_each;
        level.out = out;
        level.free -= more;
        sites[level.site].idle_uw -= draw;
        sites[level.site].power_uw -= draw;
        changed(p);
    }
    void set_closed(PoolId p, bool closed) {
        pools[p].closed = closed;
        refresh(p);
    }
    void set_lost(SiteId s, bool lost) {
        sites[s].lost = lost;
        refresh_storage(s);
    }
    // Precondition: the site draws no more.
    void set_power_limit(SiteId s, std::int64_t limit_uw) {
        sites[s].power_limit_uw = limit_uw;
        refresh(s);
    }

private:
    // Pools of one site share its power limit.
    void changed(PoolId p) {
        SiteLevel const& site = sites[pools[p].site];
        if (site.pool_count == 1 || site.power_limit_uw == SiteLevel::no_power_limit) return refresh(p);
        refresh(pools[p].site);
    }
    void refresh(PoolId p) {
        ++changes[p];
        PoolLevel const& level = pools[p];
        if (level.capacity > 0) {
            load[p] =
                static_cast<double>(level.capacity - level.headroom()) / static_cast<double>(level.capacity);
        }
        headroom[p] = static_cast<double>(level.headroom());
        std::int64_t const widest = std::min(level.headroom(), widest_by_power(level));
        room[p] = static_cast<double>(level.closed ? std::int64_t{-1} : widest);
        shut[p] = level.is_open() ? 0 : -1;
        non_preemptible_room[p] = level.non_preemptible_limit - level.non_preemptible_held;
    }
    // draw = floor(width * each / 1000) <= headroom, so width < (headroom + 1) * 1000 / each
    [[nodiscard]] std::int64_t widest_by_power(PoolLevel const& level) const {
        std::int64_t const headroom_uw = sites[level.site].power_headroom_uw();
        if (headroom_uw < 0) return -1;
        if (headroom_uw >= draw_uw(level, level.capacity)) return level.capacity;
        return static_cast<std::int64_t>(((WideCount{headroom_uw} + 1) * 1000 - 1) / level.microwatts_each);
    }
};

}  // namespace meridian::state
