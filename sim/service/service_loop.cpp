#include "sim/service/service_loop.hpp"

#include <algorithm>

#include "sim/setup/demand.hpp"

namespace meridian::service {
namespace {

constexpr std::size_t most_planned = std::size_t{1} << 23U;  // numbers of replicas that are kept: 64 MiB

std::int64_t epochs_ahead(Scenario const& scenario) {
    Duration const longest = longest_start_up(scenario);
    Duration const epoch = scenario.serving.epoch;
    return (longest + epoch - Duration{1}) / epoch;
}

std::size_t deployments(Scenario const& scenario) {
    return scenario.services.size() * scenario.sites.size();
}

std::optional<LinkLoads> loads_of(ServiceLoop::Parts const& parts) {
    if (!LinkLoads::has_bytes(parts.scenario)) return std::nullopt;
    return LinkLoads{{parts.scenario, parts.paths, parts.state.links}};
}

}  // namespace

ServiceLoop::ServiceLoop(Parts const& parts)
    : of_{parts},
      link_loads_{loads_of(parts)},
      fleet_{parts.scenario, parts.geography, parts.series, link_loads_ ? &*link_loads_ : nullptr},
      lends_{parts.scenario.serving.lends},
      lead_{epochs_ahead(parts.scenario)},
      preemptible_{parts.scenario.pools.size()},
      preemptible_room_{parts.scenario.pools.size()},
      wanted_{static_cast<std::size_t>(lead_) + 1, deployments(parts.scenario)},
      held_(deployments(parts.scenario), 0),
      starting_{deployments(parts.scenario)},
      paths_{parts.scenario, parts.geography} {
    Scenario const& scenario = of_.scenario;
    if (has_uncertain_demand(scenario)) {
        ExpectedRates const& expected = fleet_.expected_rates();
        uncertain_.emplace(UncertainRates{{scenario, expected}, {scenario, expected, lead_}});
    }
    peak_ = peak();
    // Jobs that cannot be preempted leave alone what the services need at their peak.
    auto const needed = fleet_.accelerators(peak_);
    for (PoolId const p : scenario.pools.keys()) {
        if (needed[p] > 0) of_.state.set_apart(p, needed[p] * 1000);
    }
    of_.actions.set_epoch_timer(SimTime{});
}

void ServiceLoop::epoch(SimTime now) {
    bool const is_regular = now >= next_epoch_;
    bool const is_cut = std::erase_if(cuts_, [&](SimTime cut) { return cut <= now; }) > 0;
    if (!is_regular && !is_cut) return;  // the call before at this instant was for this one too
    auto const& listeners = of_.state.listeners;
    if (!is_regular) {
        Fleet::Outcome const& before = fleet_.outcome();
        listeners.notify(&state::RunListener::epoch_cut, now, began_, next_epoch_, before.flows, before.uses);
    }
    bool const replans = (knowledge_ || supply_changed_) && learn(now);
    if (replans) replan(now);
    is_cut_ = !is_regular || replans;
    resize_all(now, replicas_wanted(now, is_regular && !replans));
    auto const ready = starting_.ready(now);
    Fleet::Outcome const& outcome = uncertain_
                                        ? fleet_.serve(now, ready, uncertain_->realised.of(epoch_at(now)))
                                        : fleet_.serve(now, ready);
    if (is_regular) next_epoch_ = now + of_.scenario.serving.epoch;
    began_ = now;
    listeners.notify(&state::RunListener::epoch_began, now, next_epoch_, outcome.flows, outcome.uses);
    if (link_loads_) of_.actions.set_service_rates(now, link_loads_->carried());
    // Users ask on after the horizon, so that jobs which drain then do not have the services' accelerators.
    if (is_regular) of_.actions.set_epoch_timer(next_epoch_);
}

std::vector<std::int64_t> ServiceLoop::peak() {
    Serving const& serving = of_.scenario.serving;
    if (!uncertain_ || serving.forecast.kind != ForecastKind::perfect) return fleet_.peak();
    std::vector<std::int64_t> most(deployments(of_.scenario), 0);
    ForecastRates forecast = uncertain_->forecast;  // this one stays at the begin
    for (SimTime now; now < SimTime{of_.scenario.horizon}; now += serving.epoch) {
        auto const then = fleet_.wanted(now, forecast.of(epoch_at(now)));
        for (std::size_t i = 0; i < most.size(); ++i)
            most[i] = std::max(most[i], then[i]);
        if (lends_ && planned_.size() + then.size() <= most_planned)
            planned_.insert(planned_.end(), then.begin(), then.end());
    }
    return most;
}

std::span<std::int64_t const> ServiceLoop::kept_plan(std::int64_t epoch) const {
    std::size_t const width = peak_.size();
    std::size_t const begin = static_cast<std::size_t>(epoch) * width;
    if (begin + width > planned_.size() || !fleet_.knows_whole()) return {};
    return std::span{planned_}.subspan(begin, width);
}

std::span<std::int64_t const> ServiceLoop::wanted_at(SimTime then) {
    auto const kept = kept_plan(epoch_at(then));
    if (!kept.empty()) return kept;
    return uncertain_ ? fleet_.wanted(then, uncertain_->forecast.of(epoch_at(then))) : fleet_.wanted(then);
}

// The most of the demand now and at each epoch until the one in which a replica that is allocated now will be ready.
std::span<std::int64_t const> ServiceLoop::replicas_wanted(SimTime now, bool is_regular) {
    bool const keeps_peak = !lends_ && fleet_.knows_whole();
    if (is_regular && !keeps_peak) {
        // The first epoch counts all of them, the others the last one.
        for (std::int64_t ahead = now == SimTime{} ? 0 : lead_; ahead <= lead_; ++ahead)
            wanted_.push(wanted_at(now + ahead * of_.scenario.serving.epoch));
    }
    if (joining_.empty() && keeps_peak) return peak_;
    if (joining_.empty() && lends_) return wanted_.first();
    wanted_with_joining_ = wanted_now();
    for (std::size_t place = 0; place < joining_.size(); ++place)
        wanted_with_joining_[place] = std::max(wanted_with_joining_[place], joining_[place]);
    return wanted_with_joining_;
}

}  // namespace meridian::service
