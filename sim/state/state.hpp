// Who holds what, now.
//
// Invariants (broken_laws() recounts them from the job table):
//     pool:  free + sum of widths running there + serving + out = capacity,  0 <= free, serving, out
//            promised = sum of widths committed there and not yet running
//            held by non-preemptible jobs = sum of the widths of such jobs committed or running there
//            run by them = the same of those running; at most what is not set apart for services
//     site:  power = idle + sum over running and serving of width * (busy - idle) <= limit
//            power_promised = the same sum over the committed
//            storage used = retained + sum over the staging to sending <= limit
//     jobs:  arrived = completed + rejected + alive, and alive by phase
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/units/cross_table.hpp"
#include "models/units/ids.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"
#include "sim/state/levels.hpp"

namespace meridian::state {

// Bytes on one direction of a link. `carried` counts fractions of transfers under way; `arrived` is
// whole transfers, exact. Those of services are counted apart.
struct LinkUse {
    double rate{0.0};      // bytes per second, now
    double rate_low{0.0};  // rounding error of the sum of rates
    double carried{0.0};   // bytes until `since`
    SimTime since;
    WideCount arrived{0};         // bytes of finished transfers
    std::int64_t flows{0};        // under way over it; not those that stand still
    BytesPerSecond usable;        // after failures; 0: the link is down
    BytesPerSecond capacity;      // of that, what transfers may use: without what services carry
    double service_rate{0.0};     // bytes per second of requests and answers, now
    double service_carried{0.0};  // their bytes until `service_since`
    SimTime service_since;

    [[nodiscard]] double carried_by(SimTime now) const {
        return carried + (rate + rate_low) * Seconds{now - since}.count();
    }
    [[nodiscard]] double service_carried_by(SimTime now) const {
        return service_carried + service_rate * Seconds{now - service_since}.count();
    }
    void set_service_rate(SimTime now, double bytes_per_s) {
        service_carried = service_carried_by(now);
        service_since = now;
        service_rate = bytes_per_s;
    }
    // Keeps the rounding error of each sum (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B), so that a
    // slow flow keeps its digits beside fast ones. No error outlives the last flow.
    void change_rate(double by) {
        double const sum = rate + by;
        double const of_by = sum - rate;
        rate_low += (rate - (sum - of_by)) + (by - of_by);
        rate = sum;
        if (flows == 0) rate = rate_low = 0.0;
    }
};

// Of the usable capacity of a link that is not down: transfers keep as much, whatever services carry.
inline constexpr double least_share_of_transfers = 0.05;

class State {
public:
    // The listeners outlive the state.
    explicit State(Scenario const& scenario, std::span<RunListener* const> listeners = {});

    RunListeners listeners;
    JobTable jobs{listeners};
    Table<ArcId, LinkUse> links;

    [[nodiscard]] Levels const& levels() const { return levels_; }
    [[nodiscard]] PoolLevel const& pool(PoolId p) const { return levels_.pools[p]; }
    [[nodiscard]] SiteLevel const& site(SiteId s) const { return levels_.sites[s]; }
    [[nodiscard]] std::span<PoolId const> pools_of(SiteId s) const { return levels_.pools_of(s); }

    // The widest job of the class that the pool could ever run; -1: none.
    [[nodiscard]] std::int64_t widest(ClassId c, PoolId p) const { return max_width_(c, p); }
    // Sets accelerators of the pool apart for services: non-preemptible jobs do not use them. Precondition: no job
    // has arrived.
    void set_apart(PoolId p, std::int64_t thousandths);
    // May services not preempt jobs of the class? Services that do not lend preempt none.
    [[nodiscard]] bool is_non_preemptible(ClassId c) const { return non_preemptible_[c.index]; }
    // Allocated to non-preemptible jobs or reserved for them.
    [[nodiscard]] std::int64_t held_by_non_preemptible(PoolId p) const {
        return levels_.pools[p].non_preemptible_held;
    }
    // What such jobs could still hold beside what is set apart, in thousandths of accelerators.
    [[nodiscard]] std::int64_t room_for_non_preemptible(PoolId p) const {
        return levels_.non_preemptible_room[p];
    }
    // Would such a job use nothing of what is set apart?
    [[nodiscard]] bool leaves_set_apart(ClassId c, Milliaccelerators width, PoolId p) const {
        return !non_preemptible_[c.index] || width.count() <= room_for_non_preemptible(p);
    }
    // The same for all pools, in order.
    [[nodiscard]] std::span<std::int64_t const> widest(ClassId c) const { return max_width_.row(c); }
    // Can the pool ever run such a job: accepted hardware, width, power limit of the empty site?
    [[nodiscard]] bool could_run(ClassId c, Milliaccelerators width, PoolId p) const {
        return width.count() <= widest(c, p);
    }
    // Is there room now, beside what is promised to others?
    [[nodiscard]] bool has_room(ClassId c, Milliaccelerators width, PoolId p) const {
        return could_run(c, width, p) && leaves_set_apart(c, width, p) && levels_.has_room(p, width);
    }
    [[nodiscard]] bool has_storage(SiteId s, Bytes bytes) const { return levels_.has_storage(s, bytes); }
    [[nodiscard]] bool could_store(SiteId s, Bytes bytes) const {
        return bytes.count() <= site(s).storage_limit;
    }
    // Is there room for a committed job to start, regardless of promises? A non-preemptible job leaves alone what is
    // set apart for services.
    [[nodiscard]] bool can_start(Job const& job) const {
        return levels_.can_start(job.pool, job.what.width) && starts_beside_services(job);
    }
    [[nodiscard]] bool starts_beside_services(Job const& job) const {
        return !is_non_preemptible(job.what.workload_class) ||
               job.what.width.count() <= room_to_start_non_preemptible(job.pool);
    }
    // What such jobs could run on beside what is set apart, regardless of promises.
    [[nodiscard]] std::int64_t room_to_start_non_preemptible(PoolId p) const {
        return levels_.pools[p].non_preemptible_limit - non_preemptible_running_[p];
    }
    [[nodiscard]] std::int64_t run_by_non_preemptible(PoolId p) const { return non_preemptible_running_[p]; }

    void reserve(Job const& job);                // at commitment
    void allocate(Job const& job, SimTime now);  // at the start: what was reserved
    void release(Job const& job);                // at the end of work
    void unreserve(Job const& job);              // of a job that leaves without having started
    void run_over(JobId id);                     // at the expected end, if the job has not ended
    // Replicas of services allocate accelerators that are free, or release them, with `by` < 0; in thousandths.
    void resize_service(SimTime now, PoolId p, std::int64_t by) {
        SiteId const site = levels_.pools[p].site;
        change(site);
        levels_.resize_service(p, by);
        listeners.notify(&RunListener::service_resized, now, site, by);
    }
    // So many thousandths of accelerators of the pool are lost from now on. Precondition: they are whole servers, and
    // jobs and services hold none of them.
    void set_out(SimTime now, PoolId p, std::int64_t thousandths);
    // Nothing may start in the pool from now on, or it may again.
    void set_closed(SimTime now, PoolId p, bool closed) {
        change(levels_.pools[p].site);
        levels_.set_closed(p, closed);
        listeners.notify(&RunListener::limits_changed, now, levels_.pools[p].site);
    }
    // The site is lost with its storage, or back.
    void set_lost(SiteId s, bool lost) {
        change(s);
        levels_.set_lost(s, lost);
    }
    // Precondition: the site draws no more.
    void set_power_limit(SimTime now, SiteId s, std::int64_t limit_uw) {
        change(s);
        levels_.set_power_limit(s, limit_uw);
        listeners.notify(&RunListener::limits_changed, now, s);
    }
    void reserve_storage(SiteId s, Bytes bytes) {
        change(s).storage_promised += bytes.count();
        levels_.refresh_storage(s);
    }
    void unreserve_storage(SiteId s, Bytes bytes) {
        change(s).storage_promised -= bytes.count();
        levels_.refresh_storage(s);
    }
    // Allocates what was reserved, if there is room. Otherwise returns false and changes nothing.
    [[nodiscard]] bool allocate_storage(SimTime now, SiteId s, Bytes bytes);
    void release_storage(SimTime now, SiteId s, Bytes bytes) {
        change(s).storage_used -= bytes.count();
        levels_.refresh_storage(s);
        listeners.notify(&RunListener::storage_resized, now, s, -bytes.count());
    }
    // A job leaves its input behind. The storage stays allocated and is released later.
    void retain_storage(SiteId s, Bytes bytes) { change(s).storage_retained += bytes.count(); }
    void release_retained(SimTime now, SiteId s, Bytes bytes) {
        change(s).storage_retained -= bytes.count();
        release_storage(now, s, bytes);
    }

    // Levels::link_share of the rates and flows as they are; their measures are the transfer model's.
    void sense_links();

    // The sites whose levels have changed since this was last asked, in the order of their first change.
    // Precondition: track_changes() has been called.
    void track_changes() { tracks_changes_ = true; }
    void take_changed(std::vector<SiteId>& sites);

private:
    SiteLevel& change(SiteId s) {
        if (tracks_changes_ && !is_changed_[s.index]) {
            is_changed_[s.index] = true;
            changed_.push_back(s);
        }
        return levels_.sites[s];
    }

    void count_non_preemptible_running(Job const& job, int sign) {
        if (is_non_preemptible(job.what.workload_class))
            non_preemptible_running_[job.pool] += sign * job.what.width.count();
    }

    Levels levels_;
    std::vector<bool> non_preemptible_;                    // by class
    Table<PoolId, std::int64_t> non_preemptible_running_;  // allocated
    CrossTable<ClassId, PoolId, std::int64_t> max_width_;  // -1: never
    std::vector<SiteId> changed_;
    std::vector<bool> is_changed_;
    bool tracks_changes_{false};
};

// Recounts the invariants above from the job table alone. The violations in words; empty if all hold.
[[nodiscard]] std::vector<std::string> broken_laws(State const& state, Scenario const& scenario);

}  // namespace meridian::state
