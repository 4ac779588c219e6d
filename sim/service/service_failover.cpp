// What services do when sites, pools and links fail and come back.
#include <algorithm>

#include "sim/service/service_loop.hpp"

namespace meridian::service {

void ServiceLoop::cut_at(SimTime when) {
    if (std::ranges::find(cuts_, when) != cuts_.end()) return;
    cuts_.push_back(when);
    of_.actions.set_epoch_timer(when);
}

void ServiceLoop::capacity_changed(SimTime now) {
    supply_changed_ = true;
    cut_at(now);
}

void ServiceLoop::links_changed(SimTime now) {
    bool const are_found_again = paths_.update(of_.paths.down());
    if (link_loads_) link_loads_->forget_paths();
    if (!are_found_again && !link_loads_) return;
    supply_changed_ = true;
    cut_at(now);
}

void ServiceLoop::pool_lost(SimTime now, PoolId pool, std::int64_t left) {
    std::int64_t const serving = of_.state.pool(pool).serving;
    if (serving <= left) return;
    for (std::size_t place = 0; place < held_.size(); ++place) {
        if (fleet_.pool_at(place) != pool || held_[place] == 0) continue;
        auto const kept = static_cast<std::int64_t>(WideCount{held_[place]} * left / serving);
        std::int64_t const lost = held_[place] - kept;
        if (lost == 0) continue;
        std::int64_t const width =
            of_.scenario.services[fleet_.service_at(place)].replica_accelerators * 1000;
        of_.state.resize_service(now, pool, -lost * width);
        starting_.release(place, lost);
        held_[place] = kept;
    }
}

// Accelerators that are not lost and, where a site has lost power, that it is enough for.
ServiceSupply ServiceLoop::in_service() const {
    ServiceSupply supply{{}, paths_.latencies()};
    for (PoolId const p : of_.scenario.pools.keys()) {
        state::PoolLevel const& level = of_.state.pool(p);
        state::SiteLevel const& site = of_.state.site(level.site);
        auto const& limit = of_.scenario.sites[level.site].power_limit;
        bool const lacks_power =
            site.power_limit_uw < (limit ? limit->count() : state::SiteLevel::no_power_limit);
        std::int64_t there = (level.capacity - level.out) / 1000;
        if (lacks_power && level.microwatts_each > 0) {
            std::int64_t const power_uw = std::max(site.power_limit_uw - site.idle_uw, std::int64_t{0});
            there = std::min(there, power_uw / level.microwatts_each);
        }
        supply.accelerators.add(there);
    }
    return supply;
}

bool ServiceLoop::learn(SimTime now) {
    if (!knowledge_) knowledge_.emplace(of_.scenario, fleet_.whole());
    bool has_news = false;
    if (supply_changed_) {
        supply_changed_ = false;
        ServiceSupply const supply = in_service();
        Table<PoolId, std::int64_t> open = supply.accelerators;
        for (PoolId const p : open.keys()) {
            if (of_.state.pool(p).closed) open[p] = 0;
        }
        fleet_.set_in_service(supply);
        has_news = knowledge_->change(now, supply, open);
    }
    bool const is_known = knowledge_->advance(now);
    SimTime const next = knowledge_->next();
    if (next != SimTime::max()) cut_at(next);
    return has_news || is_known;
}

void ServiceLoop::replan(SimTime now) {
    joining_.clear();
    if (knowledge_->has_announced()) {
        fleet_.plan_for(knowledge_->announced());
        fill_wanted(now);
        joining_ = wanted_now();
    }
    fleet_.plan_for(knowledge_->known());
    fill_wanted(now);
}

void ServiceLoop::fill_wanted(SimTime now) {
    std::int64_t const epoch = epoch_at(now);
    std::optional<ForecastRates> forecast;
    if (uncertain_) {
        if (!forecast_now_) forecast_now_.emplace(of_.scenario, fleet_.expected_rates(), lead_);
        static_cast<void>(forecast_now_->of(epoch));
        forecast.emplace(*forecast_now_);
    }
    for (std::int64_t ahead = 0; ahead <= lead_; ++ahead) {
        SimTime const then = ahead == 0 ? now : SimTime{(epoch + ahead) * of_.scenario.serving.epoch};
        auto const kept = kept_plan(epoch + ahead);
        if (!kept.empty()) {
            wanted_.push(kept);
        } else {
            wanted_.push(forecast ? fleet_.wanted(then, forecast->of(epoch + ahead)) : fleet_.wanted(then));
        }
    }
}

// With `lends` the plan; without, at least the peak where all of a pool is known to be in service.
std::vector<std::int64_t> ServiceLoop::wanted_now() const {
    if (!lends_ && fleet_.knows_whole()) return peak_;
    std::vector<std::int64_t> wanted{wanted_.first().begin(), wanted_.first().end()};
    if (lends_) return wanted;
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        PoolId const p = fleet_.pool_at(place);
        if (!p.valid() || fleet_.known().accelerators[p] < fleet_.whole().accelerators[p]) continue;
        wanted[place] = std::max(wanted[place], peak_[place]);
    }
    return wanted;
}

}  // namespace meridian::service
