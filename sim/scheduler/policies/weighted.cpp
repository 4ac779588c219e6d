#include <algorithm>
#include <limits>

#include "sim/scheduler/lanes.hpp"
#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scale.hpp"
#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr ParameterDoc weight(std::string_view name, std::string_view doc) {
    return {name, Dimension::number, "1", 0.0, 1e6, doc};
}

// The sum of the weighted terms, each scaled to [0, 1] over the candidates of the decision. Prices, carbon
// and PUE are those of the hour of the decision. With a weight for it, data go over the fastest path.
class Weighted final : public SearchPolicy {
public:
    struct Parameters : ParameterSet {
        Parameter<double> latency{*this, weight("latency", "weight of the one-way latency from the users")};
        Parameter<double> energy{*this, weight("energy", "weight of the facility energy that the job adds")};
        Parameter<double> carbon{*this, weight("carbon", "weight of its carbon by the factor of the grid")};
        Parameter<double> cost{
            *this,
            weight("cost", "weight of its money: energy, green premium, carbon and carrying the data")};
        Parameter<double> load{*this,
                               weight("load", "weight of the share of the pool that is held or promised")};
        Parameter<double> transfer{*this,
                                   {"transfer", Dimension::number, "0", 0.0, 1e6,
                                    "weight of the time that its data take over the quickest of the "
                                    "paths, as links are loaded; above 0 it chooses that path"}};
        Parameter<std::optional<Duration>> reach{*this, reach_parameter};
        Parameter<WhenFull> when_full{*this, when_full_parameter("wait")};
    };
    Weighted(Parameters const& p, PolicyContext const&)
        : SearchPolicy{CandidateSearch{p.reach->value_or(Duration::max()), *p.when_full}},
          weights_{*p.latency, *p.energy, *p.carbon, *p.cost, *p.load, *p.transfer},
          by_links_{*p.transfer > 0.0} {}

    [[nodiscard]] bool senses_links() const override { return by_links_; }
    [[nodiscard]] PathId output_path(state::Job const& job, View const& view) override {
        return by_links_ ? view.fastest_output_route(job, job.site).path : PathId{};
    }

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        auto chosen = job.what.width.count() == 0 ? best_site(job, view) : best_pool(job, view);
        if (chosen && by_links_) chosen->path = view.fastest_input_route(job, chosen->site).path;
        return chosen;
    }
    [[nodiscard]] std::optional<Placement> best_pool(state::Job const& job, View const& view) {
        OpenPools const open = search().open_pools(job, view);
        if (open.none()) return std::nullopt;
        measure(job, view, open);
        bound(view, open);
        return search().least(job, view, open, bounds_,
                              [&](Placement place) { return total(place.pool, view); });
    }
    [[nodiscard]] std::optional<Placement> best_site(state::Job const& job, View const& view) {
        auto const sites = search().candidates(job, view);
        if (sites.empty()) return std::nullopt;
        add_up(job, view, sites);
        return sites[static_cast<std::size_t>(std::ranges::min_element(totals_) - totals_.begin())];
    }

    void rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
              std::span<std::optional<double>> scores) override {
        if (candidates.empty()) return;
        if (job.what.width.count() == 0) {
            add_up(job, view, candidates);
            std::ranges::copy(totals_, scores.begin());
            return;
        }
        measure(job, view, search().open_pools(job, view));
        for (std::size_t i = 0; i < candidates.size(); ++i)
            scores[i] = total(candidates[i].pool, view);
    }

    // The measures of open pools and their scales.
    void measure(state::Job const& job, View const& view, OpenPools const& open) {
        footprints_.measure_instant(job, view);
        latencies_ = footprints_.latencies(job.what.origin, view);
        auto const [nearest, farthest] = search().ends(job, view, open);
        scales_.latency = {weights_.latency, {latencies_[nearest.index], latencies_[farthest.index]}};
        scale_kinds(open);
        measure_cost(job, view, open);
        scales_.load = {weights_.load, extent({view.levels().load.data(), latencies_.size()}, open)};
        if (!by_links_) return;
        seconds_.resize(latencies_.size());
        open.for_each_in_runs([&](std::size_t p) {
            SiteId const site = view.levels().pools[PoolId{static_cast<std::uint32_t>(p)}].site;
            seconds_[p] = open.holds(p) ? seconds_to_move(job, site, view) : 0.0;
        });
        scales_.transfer = {weights_.transfer, extent(seconds_, open)};
    }

    // Over the kinds that have an open pool.
    void scale_kinds(OpenPools const& open) {
        footprints_.mark_kinds(open, kind_indicator_);
        kind_kwh_.clear();
        kind_kg_.clear();
        for (View::Footprint const& adds : footprints_.by_kind()) {
            kind_kwh_.push_back(adds.energy_kwh);
            kind_kg_.push_back(adds.carbon_kg);
        }
        PoolRun const all{0, kind_kwh_.size()};
        OpenPools const open_kinds{kind_indicator_, {&all, 1}};
        scales_.energy = {weights_.energy, extent(kind_kwh_, open_kinds)};
        scales_.carbon = {weights_.carbon, extent(kind_kg_, open_kinds)};
        kind_cny_.clear();
        kind_terms_.clear();
        for (View::Footprint const& adds : footprints_.by_kind()) {
            double const terms = scales_.energy(adds.energy_kwh) + scales_.carbon(adds.carbon_kg);
            kind_cny_.push_back(adds.energy_cny);
            kind_terms_.push_back(terms * below_rounding);
        }
    }

    void measure_cost(state::Job const& job, View const& view, OpenPools const& open) {
        auto const input =
            footprints_.transfer_prices(job.what.input_home, View::input_to_move(job), open, view);
        auto const output =
            footprints_.transfer_prices(view.node_of(job.what.origin), job.what.output, open, view);
        cost_.resize(open.indicator.size());
        auto const cost = [=, kinds = footprints_.kind_of().data(), cny = kind_cny_.data(),
                           out = cost_.data()]<std::size_t n>(std::size_t p) {
            Lanes<n> found = lanes_of_kinds<n>(cny, kinds, p) + input.gigabytes * lanes<n>(input.price, p) +
                             output.gigabytes * lanes<n>(output.price, p);
            Eigen::Map<Lanes<n>>{out + p} = found;
            return found;
        };
        scales_.cost = {weights_.cost, extent_of(open, cost)};
    }

    // By pool: not above the total.
    void bound(View const& view, OpenPools const& open) {
        bounds_.resize(latencies_.size());
        auto const bound_lanes = [latency = scales_.latency.lowered(), cost = scales_.cost.lowered(),
                                  load = scales_.load.lowered(), out = bounds_.data(),
                                  kinds = footprints_.kind_of().data(), terms = kind_terms_.data(),
                                  ms = latencies_.data(), cny = cost_.data(),
                                  held = view.levels().load.data()]<std::size_t n>(std::size_t p) {
            Eigen::Map<Lanes<n>>{out + p} = lanes_of_kinds<n>(terms, kinds, p) + latency(lanes<n>(ms, p)) +
                                            cost(lanes<n>(cny, p)) + load(lanes<n>(held, p));
        };
        for (PoolRun const run : open.runs)
            for_each_lanes(run, bound_lanes);
        if (!by_links_) return;
        open.for_each_in_runs([&, transfer = scales_.transfer.lowered()](std::size_t p) {
            bounds_[p] += transfer(seconds_[p]);
        });
    }

    [[nodiscard]] double total(PoolId pool, View const& view) const {
        std::size_t const p = pool.index;
        std::uint32_t const kind = footprints_.kind_of()[p];
        double const sum = scales_.latency(latencies_[p]) + scales_.energy(kind_kwh_[kind]) +
                           scales_.carbon(kind_kg_[kind]) + scales_.cost(cost_[p]) +
                           scales_.load(view.levels().load[pool]);
        return by_links_ ? sum + scales_.transfer(seconds_[p]) : sum;
    }

    // The totals of sites for a job without accelerators, which has no energy and meets no load.
    void add_up(state::Job const& job, View const& view, std::span<Placement const> sites) {
        totals_.assign(sites.size(), 0.0);
        std::vector<double> values(sites.size());
        auto const add = [&](double weight, auto const& measure) {
            std::ranges::transform(sites, values.begin(), measure);
            Scale const scale{weight, extent(values)};
            for (std::size_t i = 0; i < sites.size(); ++i)
                totals_[i] += scale(values[i]);
        };
        add(weights_.latency, [&](Placement place) {
            return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
        });
        add(weights_.cost, [&](Placement place) { return view.footprint(job, place).network_cny; });
        if (by_links_)
            add(weights_.transfer, [&](Placement place) { return seconds_to_move(job, place.site, view); });
    }

    [[nodiscard]] static double seconds_to_move(state::Job const& job, SiteId site, View const& view) {
        return in_seconds(view.fastest_input_route(job, site).time).count() +
               in_seconds(view.fastest_output_route(job, site).time).count();
    }

    struct Weights {
        double latency, energy, carbon, cost, load, transfer;
    };
    struct Scales {
        Scale latency, energy, carbon, cost, load, transfer;
    };
    PoolFootprints footprints_;
    Weights weights_;
    bool by_links_;
    // Of one decision.
    Scales scales_;
    std::vector<double> kind_indicator_;  // by kind: 0 if a pool of it is open, else +infinity
    std::vector<double> kind_kwh_, kind_kg_;
    std::vector<double> kind_cny_;        // of energy
    std::vector<double> kind_terms_;      // of energy and carbon: not above their sum
    std::span<double const> latencies_;   // by pool
    std::vector<double> cost_, seconds_;  // by pool
    std::vector<double> bounds_;          // by pool
    std::vector<double> totals_;          // by site
};

}  // namespace

extern PolicyComponent const weighted_component;
PolicyComponent const weighted_component = PolicyComponent::of<Weighted>(
    {"weighted", "Weighted score", "加权评分"},
    "the lowest weighted sum of latency, energy, carbon, cost and load",
    "simple additive weighting, min-max normalised: Hwang and Yoon, Multiple Attribute Decision Making, "
    "1981");

}  // namespace meridian::scheduler
