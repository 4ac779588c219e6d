// The services of a run alone, through failures that a test makes: a clock that calls the loop at its timers, and counts
// of the requests.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "sim/service/service_loop.hpp"
#include "tests/support/outlook.hpp"

namespace meridian::testing {

// Requests since the start.
struct RequestCounts {
    double asked{0.0}, in_time{0.0}, rejected{0.0};
    double lost{0.0};  // of the rejected
    [[nodiscard]] double late() const { return asked - in_time - rejected; }
};

class ServiceRun final : private service::ServiceActions, private state::RunListener {
public:
    explicit ServiceRun(Scenario scenario) : outlook{std::move(scenario)} {
        outlook.state.listeners.add(*this);
        loop.emplace(service::ServiceLoop::Parts{outlook.scenario, outlook.geography, outlook.series,
                                                 outlook.paths, outlook.state, *this});
    }

    // Up to that instant, without its timers.
    void run_to(Duration when) {
        while (!timers_.empty() && *timers_.begin() < SimTime{when})
            call();
        now = SimTime{when};
    }
    // Its timers too.
    void run_through(Duration when) {
        run_to(when);
        while (!timers_.empty() && *timers_.begin() == now)
            call();
    }
    // Of the pool only `left` accelerators are in service from now on.
    void leave(PoolId pool, std::int64_t left) {
        state::PoolLevel const& level = outlook.state.pool(pool);
        loop->pool_lost(now, pool, left * 1000);
        outlook.state.set_out(now, pool, level.capacity - left * 1000);
        loop->capacity_changed(now);
    }
    void close(PoolId pool, bool closed) {
        outlook.state.set_closed(outlook.view.now(), pool, closed);
        loop->capacity_changed(now);
    }
    void set_down(LinkId link, bool down) {
        outlook.paths.set_down(link, down);
        for (ArcId const arc : NationalMap::arcs_of(link))
            outlook.state.links[arc].usable =
                down ? BytesPerSecond{0.0} : outlook.scenario.map.links()[link].usable();
        loop->links_changed(now);
    }
    [[nodiscard]] std::int64_t serving(PoolId pool) const { return outlook.state.pool(pool).serving / 1000; }
    // What has been asked until now: flows count as they last.
    [[nodiscard]] RequestCounts counts() const {
        RequestCounts all = counts_;
        add(all, flows, SimTime{now} - began_);
        return all;
    }

    Outlook outlook;
    SimTime now;
    std::vector<state::ServiceFlow> flows;  // the present ones
    std::vector<double> rates;              // of services on arcs, now
    std::vector<JobId> preempted;
    std::optional<service::ServiceLoop> loop;

private:
    static void add(RequestCounts& to, std::span<state::ServiceFlow const> of, Duration span) {
        double const seconds = in_seconds(span).count();
        for (state::ServiceFlow const& flow : of) {
            to.asked += flow.rate * seconds;
            to.in_time += flow.in_time * seconds;
            to.rejected += flow.rejected * seconds;
            if (flow.why_rejected == state::Reason::place_lost) to.lost += flow.rejected * seconds;
        }
    }
    void call() {
        now = *timers_.begin();
        timers_.erase(timers_.begin());
        loop->epoch(now);
    }
    void set_epoch_timer(SimTime when) override { timers_.insert(when); }
    void set_service_rates(SimTime, std::span<double const> by_arc) override {
        rates.assign(by_arc.begin(), by_arc.end());
    }
    void replicas_released(SiteId) override {}
    void preempt(JobId job) override {
        preempted.push_back(job);
        outlook.state.release(outlook.job(job));
        outlook.state.jobs.preempt(job, now, {});
        loop->released(job);
    }
    void epoch_began(SimTime at, SimTime, std::span<state::ServiceFlow const> of,
                     std::span<state::ServiceUse const>) override {
        add(counts_, flows, at - began_);
        flows.assign(of.begin(), of.end());
        began_ = at;
    }

    std::multiset<SimTime> timers_;
    RequestCounts counts_;
    SimTime began_;
};

}  // namespace meridian::testing
