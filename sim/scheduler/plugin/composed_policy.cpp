#include "sim/scheduler/plugin/composed_policy.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/scheduler/plugin/question_writer.hpp"
#include "sim/scheduler/scale.hpp"

namespace meridian::scheduler {
namespace {

using FilterKind = PlaceFilter::Kind;

double value_of(PlaceQuantity quantity, state::Job const& job, View const& view, Placement place) {
    switch (quantity) {
        case PlaceQuantity::latency:
            return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
        case PlaceQuantity::load:
            return place.pool.valid() ? view.load(place.pool) : 0.0;
        default:
            break;
    }
    View::Footprint const adds = view.footprint(job, place);
    if (quantity == PlaceQuantity::energy) return adds.energy_kwh;
    if (quantity == PlaceQuantity::carbon) return adds.carbon_kg;
    return adds.energy_cny + adds.network_cny;
}

bool holds(PlaceFilter const& filter, double value) {
    return filter.kind == FilterKind::at_most ? value <= filter.bound : value >= filter.bound;
}

// Whether it says the same of a site at any time.
bool is_for_good(PlaceFilter const& filter) {
    return filter.kind == FilterKind::of_tier ||
           (filter.kind != FilterKind::judged && filter.quantity == PlaceQuantity::latency);
}

}  // namespace

ComposedPolicy::ComposedPolicy(std::shared_ptr<Composition const> of) : of_{std::move(of)} {
    for (PlaceFilter const& one : of_->filters) {
        if (one.plugin)
            filters_.push_back(std::make_unique<PlaceJudge>(one.name, one.plugin, PlaceJudge::Role::filter));
    }
    for (PlaceScore const& one : of_->scores) {
        scores_.push_back(one.plugin
                              ? std::make_unique<PlaceJudge>(one.name, one.plugin, PlaceJudge::Role::score)
                              : nullptr);
    }
}

bool ComposedPolicy::uses(state::Job const& job, SiteId site, View const& view) const {
    return std::ranges::all_of(of_->filters, [&](PlaceFilter const& one) {
        if (!is_for_good(one)) return true;
        if (one.kind == FilterKind::of_tier) return view.scenario().sites[site].tier == one.tier;
        return holds(one, value_of(one.quantity, job, view, {site, PoolId{}}));
    });
}

void ComposedPolicy::find_allowed(state::Job const& job, View const& view) {
    allowed_.clear();
    for_each_place(
        job, view, [&](SiteId site) { return uses(job, site, view); },
        [&](Placement place) { allowed_.push_back(place); });
    for (auto const& judge : filters_) {
        if (allowed_.empty()) return;
        std::vector<bool> const passing = judge->passes(job, view, allowed_);
        std::size_t row = 0;
        std::erase_if(allowed_, [&](Placement const&) { return !passing[row++]; });
    }
}

bool ComposedPolicy::passes_now(state::Job const& job, View const& view, Placement place) const {
    return std::ranges::all_of(of_->filters, [&](PlaceFilter const& one) {
        return is_for_good(one) || one.kind == FilterKind::judged ||
               holds(one, value_of(one.quantity, job, view, place));
    });
}

void ComposedPolicy::find_candidates(state::Job const& job, View const& view) {
    find_allowed(job, view);
    places_.clear();
    for (Placement const& place : allowed_) {
        if (has_room(job, view, place) && passes_now(job, view, place)) places_.push_back(place);
    }
    add_up(job, view);
}

void ComposedPolicy::add_up(state::Job const& job, View const& view) {
    sums_.assign(places_.size(), 0.0);
    for (std::size_t s = 0; s < scores_.size() && !places_.empty(); ++s) {
        PlaceScore const& score = of_->scores[s];
        if (scores_[s]) {
            std::vector<double> const bad = scores_[s]->scores(job, view, places_);
            for (std::size_t i = 0; i < sums_.size(); ++i)
                sums_[i] += score.weight * bad[i];
            continue;
        }
        std::vector<double> values;
        for (Placement const& place : places_)
            values.push_back(value_of(score.quantity, job, view, place));
        Scale const scale{score.weight, extent(values)};
        for (std::size_t i = 0; i < sums_.size(); ++i)
            sums_[i] += scale(values[i]);
    }
}

Decision ComposedPolicy::decide_one(state::Job const& job, View const& view) {
    if (!std::exchange(is_found_, false)) find_candidates(job, view);
    if (!places_.empty())
        return places_[static_cast<std::size_t>(std::ranges::min_element(sums_) - sums_.begin())];
    if (allowed_.empty()) return Reject{Reason::no_site_in_reach};
    bool const is_open = std::ranges::any_of(
        allowed_, [&](Placement const& place) { return view.is_open(place.site, place.pool); });
    return Wait{is_open ? Reason::sites_in_reach_are_full : Reason::place_lost};
}

// The decision that follows is on the same job.
void ComposedPolicy::trace(state::Job const& job, View const& view, DecisionTrace& out) {
    find_candidates(job, view);
    is_found_ = true;  // judges are asked once
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        auto const exclude = [&](PoolId pool) {
            Placement const place{site, pool};
            auto const is_here = [&](Placement const& one) { return one.site == site && one.pool == pool; };
            if (std::ranges::any_of(places_, is_here)) return;
            out.exclude(site, pool, view.why_not_now(job, place).value_or(Obstacle::policy_rule));
        };
        auto const pools = view.pools_of(site);
        if (job.what.width.count() == 0 || pools.empty()) exclude(PoolId{});
        if (job.what.width.count() == 0) continue;
        for (PoolId const pool : pools)
            exclude(pool);
    }
    for (std::size_t i = 0; i < places_.size(); ++i)
        out.feasible(places_[i], scores_.empty() ? std::nullopt : std::optional{sums_[i]});
}

std::unique_ptr<Policy> make_composed_policy(Selection const& selection) {
    return std::make_unique<ComposedPolicy>(selection.composed);
}

}  // namespace meridian::scheduler
