// What services do, in the ledger.
#include <algorithm>
#include <cmath>
#include <utility>

#include "models/map/access.hpp"
#include "sim/observe/recorder.hpp"

namespace meridian::observe {

void Recorder::service_resized(SimTime now, SiteId site, std::int64_t by) {
    meters_[site].busy.change(now, by);
    meters_[site].serving.change(now, by);
    sense_room(now, site);
}

void Recorder::epoch_began(SimTime now, SimTime end, std::span<state::ServiceFlow const> flows,
                           std::span<state::ServiceUse const> uses) {
    std::swap(service_draw_uw_, last_service_draw_uw_);
    std::ranges::fill(service_draw_uw_, 0);
    for (state::ServiceUse const& use : uses) {
        auto const each_uw = static_cast<double>(state_.pool(use.pool).microwatts_each);
        service_draw_uw_[use.site] += std::llround(use.busy * each_uw);
    }
    for (SiteId const s : scenario_.sites.keys()) {
        std::int64_t const by = service_draw_uw_[s] - last_service_draw_uw_[s];
        if (by == 0) continue;
        SiteMeters& meters = meters_[s];
        PowerFactors const factors = series_.it_factors(s, now);
        meters.power.change(now, factors, by);
        meters.service.change(now, factors, by);
    }
    count_requests(now, flows, uses, in_window_s(now, end));
    loss_.requests_arrived(flows, std::max(now, window_begin_), std::min(end, window_end_), +1.0);
}

void Recorder::epoch_cut(SimTime now, SimTime began, SimTime end, std::span<state::ServiceFlow const> flows,
                         std::span<state::ServiceUse const> uses) {
    count_requests(began, flows, uses, -in_window_s(now, end));
    loss_.requests_arrived(flows, std::max(now, window_begin_), std::min(end, window_end_), -1.0);
}

void Recorder::count_requests(SimTime began, std::span<state::ServiceFlow const> flows,
                              std::span<state::ServiceUse const> uses, double seconds) {
    if (seconds == 0.0) return;
    for (state::ServiceUse const& use : uses)
        served_hours_[use.site] += use.busy * seconds / 3600.0;
    for (state::ServiceFlow const& flow : flows)
        count_flow(began, flow, seconds);
}

void Recorder::count_flow(SimTime began, state::ServiceFlow const& flow, double seconds) {
    ServiceTally& tally = ledger_.services(flow.service, flow.region);
    double const served = (flow.rate - flow.rejected) * seconds;
    value_.served(began, flow, seconds);
    load_.requests_arrived(flow, seconds);
    tally.requests += flow.rate * seconds;
    tally.rejected += flow.rejected * seconds;
    if (flow.why_rejected == state::Reason::place_lost) tally.lost += flow.rejected * seconds;
    tally.in_time += flow.in_time * seconds;
    tally.delay_s += flow.delay_s * served;
    if (!flow.site.valid()) return;
    DemandRegion const& region = scenario_.regions[flow.region];
    tally.one_way_s += in_seconds(flow.one_way).count() * served;
    Duration const path = flow.one_way - mean_access_delay(region);
    for (std::size_t i = 0; i < circles.size(); ++i) {
        tally.one_way[i] += served * share_within(region, path, circles[i]);
        tally.round_trip[i] += served * share_within(region, path, circles[i] / 2);
    }
}

}  // namespace meridian::observe
