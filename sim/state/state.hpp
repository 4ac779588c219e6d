// Who holds what, now. Everything that limits work is here as whole numbers: accelerators in
// thousandths, power in milliwatts, storage in bytes; so taking and giving back is exact.
//
// Always true (broken_laws() recounts it from nothing):
//     pool:  free + sum of widths running there = capacity,  0 <= free
//            promised = sum of widths committed there and not yet running
//     site:  power = idle + sum over running of width * (busy - idle) <= limit
//            power_promised likewise over the committed
//            storage used = retained + sum over the staging to sending <= limit
//     jobs:  arrived = completed + refused + lost + alive, and alive by phase
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/units/ids.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::state {

struct PoolLevel {
    std::int64_t capacity{0};  // thousandths of an accelerator
    std::int64_t free{0};
    std::int64_t promised{0};         // committed to the pool, not yet running
    std::int64_t milliwatts_each{0};  // busy - idle power of one accelerator
    SiteId site;
};

struct SiteLevel {
    std::int64_t idle_mw{0};
    std::int64_t power_mw{0};           // drawn now: idle + running
    std::int64_t power_promised_mw{0};  // by the committed
    std::int64_t power_limit_mw{0};
    WideCount storage_used{0};      // bytes
    WideCount storage_promised{0};  // to jobs committed here that wait for it
    WideCount storage_retained{0};  // part of the used that jobs have left behind for good
    WideCount storage_limit{0};     // beyond any sum of bytes if there is none
    std::uint32_t first_pool{0};    // its pools, in a row of pools_of()
    std::uint32_t pool_count{0};
};

// Bytes on one direction of a link. `carried` counts fractions of transfers under way; `arrived` is
// whole transfers, exact.
struct LinkUse {
    double rate{0.0};      // bytes per second, now
    double rate_low{0.0};  // what rounding has taken from the sum of rates
    double carried{0.0};   // bytes until `since`
    SimTime since;
    WideCount arrived{0};  // bytes of finished transfers
    std::int64_t flows{0};

    [[nodiscard]] double carried_by(SimTime now) const {
        return carried + (rate + rate_low) * Seconds{now - since}.count();
    }
    // A slow flow keeps its digits beside fast ones that come and go: the rounding error of each sum is
    // kept (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B), and none outlives the last flow.
    void change_rate(double by) {
        double const sum = rate + by;
        double const of_by = sum - rate;
        rate_low += (rate - (sum - of_by)) + (by - of_by);
        rate = sum;
        if (flows == 0) rate = rate_low = 0.0;
    }
};

// What a run has let go, over the whole of it.
struct Departures {
    std::int64_t completed{0};
    std::int64_t refused{0};
    std::int64_t lost{0};
};

class State {
public:
    explicit State(Scenario const& scenario);

    JobTable jobs;
    Departures departures;
    Table<ArcId, LinkUse> links;

    [[nodiscard]] PoolLevel const& pool(PoolId p) const { return pools_[p]; }
    [[nodiscard]] SiteLevel const& site(SiteId s) const { return sites_[s]; }
    [[nodiscard]] std::span<PoolId const> pools_of(SiteId s) const {
        return {site_pools_.data() + sites_[s].first_pool, sites_[s].pool_count};
    }

    // The widest job of the class that the pool could ever run; -1: none.
    [[nodiscard]] std::int64_t widest(ClassId c, PoolId p) const {
        return max_width_[c.index * pools_.size() + p.index];
    }
    // Can the pool ever run such a job: accepted hardware, width, power limit of the empty site?
    [[nodiscard]] bool could_run(ClassId c, Milliaccelerators width, PoolId p) const {
        return width.count() <= widest(c, p);
    }
    // Is there room now, counting what has been promised to others?
    [[nodiscard]] bool has_room(ClassId c, Milliaccelerators width, PoolId p) const {
        PoolLevel const& level = pools_[p];
        if (level.free - level.promised < width.count() || !could_run(c, width, p)) return false;
        SiteLevel const& s = sites_[level.site];
        return s.power_mw + s.power_promised_mw + draw_mw(level, width.count()) <= s.power_limit_mw;
    }
    [[nodiscard]] bool has_storage(SiteId s, Bytes bytes) const {
        return bytes.count() <= sites_[s].storage_limit - sites_[s].storage_used - sites_[s].storage_promised;
    }
    [[nodiscard]] bool could_store(SiteId s, Bytes bytes) const {
        return bytes.count() <= sites_[s].storage_limit;
    }
    // Is there room for what has been committed to start, whatever has been promised?
    [[nodiscard]] bool can_start(Job const& job) const {
        PoolLevel const& level = pools_[job.pool];
        SiteLevel const& s = sites_[level.site];
        return level.free >= job.what.width.count() &&
               s.power_mw + draw_mw(level, job.what.width.count()) <= s.power_limit_mw;
    }

    void promise(Job const& job);    // at commitment
    void take(Job const& job);       // at start: a promise becomes use
    void give_back(Job const& job);  // at the end of work
    void promise_storage(SiteId s, Bytes bytes) { sites_[s].storage_promised += bytes.count(); }
    // A promise of storage becomes use, if there is room. False, and nothing changes, if there is not.
    [[nodiscard]] bool take_storage(SiteId s, Bytes bytes);
    void free_storage(SiteId s, Bytes bytes) { sites_[s].storage_used -= bytes.count(); }
    void retain_storage(SiteId s, Bytes bytes) { sites_[s].storage_retained += bytes.count(); }

    [[nodiscard]] static std::int64_t draw_mw(PoolLevel const& level, std::int64_t width) {
        return width * level.milliwatts_each / 1000;
    }

private:
    Table<PoolId, PoolLevel> pools_;
    Table<SiteId, SiteLevel> sites_;
    std::vector<PoolId> site_pools_;
    std::vector<std::int64_t> max_width_;  // class x pool; -1: never
};

// Recounts the laws above from the job table and nothing else; empty if they hold, else what is wrong.
[[nodiscard]] std::vector<std::string> broken_laws(State const& state, Scenario const& scenario);

}  // namespace meridian::state
