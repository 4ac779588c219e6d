#include "sim/observe/bottleneck_meter.hpp"

#include <algorithm>

namespace meridian::observe {

BottleneckMeter::BottleneckMeter(Scenario const& scenario, state::State const& state)
    : scenario_{scenario},
      state_{state},
      map_{scenario, state, state.levels()},
      was_full_{scenario.sites.size(), 0},
      was_stored_{scenario.sites.size(), 0},
      was_saturated_{scenario.map.arcs().size(), 0},
      carried_(scenario.map.arcs().size(), 0.0) {}

auto BottleneckMeter::part_of(std::optional<AssessedLoss> const& loss, SimTime from, SimTime to) const
    -> BinPart {
    if (!loss || to <= loss->begin)
        return from >= SimTime{scenario_.warmup} ? BinPart::before : BinPart::none;
    return from >= loss->begin && from < loss->end ? BinPart::during : BinPart::none;
}

void BottleneckMeter::note(SimTime from, SimTime to, std::uint8_t& knows, Bottleneck found) {
    auto const loss = assessed_loss(scenario_.events);
    BinPart const part = part_of(loss, from, to);
    if (part == BinPart::before) knows = 1;
    if (part != BinPart::during || knows != 0 || first_) return;
    found.since_begin_s = in_seconds(from - loss->begin).count();
    first_ = found;
}

void BottleneckMeter::count_site(SimTime from, SimTime to, SiteId site, double full_classes,
                                 double storage_used) {
    auto const is_out = [&](PoolId p) { return state_.pool(p).out > 0; };
    if (std::ranges::any_of(state_.pools_of(site), is_out)) return;
    double const could_run = map_.capability(site).stock;
    if (could_run > 0.0 && full_classes >= full_share * could_run)
        note(from, to, was_full_[site], {site, ArcId{}, map_.compute(site).binding, 0.0});
    auto const& storage = scenario_.sites[site].storage;
    if (storage && storage_used >= bound_share * static_cast<double>(storage->count()))
        note(from, to, was_stored_[site], {site, ArcId{}, state::Limit::storage, 0.0});
}

void BottleneckMeter::bin_ended(SimTime from, SimTime to) {
    double const seconds = in_seconds(to - from).count();
    for (ArcId const a : scenario_.map.arcs().keys()) {
        double const carried = state_.links[a].carried_by(to);
        double const usable = scenario_.map.links()[NationalMap::link_of(a)].usable().count();
        double const mean = (carried - carried_[a.index]) / seconds;
        carried_[a.index] = carried;
        if (mean >= bound_share * usable)
            note(from, to, was_saturated_[a], {SiteId{}, a, map_.transport(a).binding, 0.0});
    }
}

}  // namespace meridian::observe
