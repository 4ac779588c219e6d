#include <algorithm>
#include <array>

#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/scoring_policy.hpp"
#include "sim/scheduler/weighted_sum.hpp"

namespace meridian::scheduler {
namespace {

constexpr ParameterDoc weight(std::string_view name, std::string_view doc) {
    return {name, Dimension::number, "1", 0.0, 1e6, doc};
}

enum Term : std::size_t { latency, energy, carbon, cost, load, transfer };

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
          sum_{{*p.latency, *p.energy, *p.carbon, *p.cost, *p.load, *p.transfer}},
          by_links_{*p.transfer > 0.0} {}

    [[nodiscard]] bool senses_links() const override { return by_links_; }
    [[nodiscard]] PathId output_path(state::Job const& job, View const& view) override {
        return by_links_ ? view.fastest_output_route(job, job.site).path : PathId{};
    }

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        Placement chosen;
        if (job.what.width.count() == 0) {
            auto const sites = search().candidates(job, view);
            if (sites.empty()) return std::nullopt;
            chosen = sites[lowest(totals_of_sites(job, view, sites))];
        } else {
            auto const pools = search().pools(job, view);
            if (pools.empty()) return std::nullopt;
            PoolId const pool = pools[lowest(totals(job, view, pools))];
            chosen = Placement{view.levels().pools[pool].site, pool};
        }
        if (by_links_) chosen.path = view.fastest_input_route(job, chosen.site).path;
        return chosen;
    }

    void rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
              std::span<std::optional<double>> scores) override {
        if (candidates.empty()) return;
        std::vector<PoolId> pools;
        for (Placement const& candidate : candidates)
            pools.push_back(candidate.pool);
        auto const found =
            job.what.width.count() == 0 ? totals_of_sites(job, view, candidates) : totals(job, view, pools);
        std::ranges::copy(found, scores.begin());
    }

    // Of equals the first.
    [[nodiscard]] static std::size_t lowest(std::span<double const> totals) {
        return static_cast<std::size_t>(std::ranges::find(totals, extent(totals).least) - totals.begin());
    }

    [[nodiscard]] std::span<double const> totals(state::Job const& job, View const& view,
                                                 std::span<PoolId const> pools) {
        footprints_.measure_instant(job, view);
        sum_.resize(pools.size());
        auto const latencies = footprints_.latencies(job.what.origin, view);
        auto const* const loads = view.levels().load.data();
        auto const input = footprints_.transfer_prices(job.what.input_home, job.what.input, pools, view);
        auto const output =
            footprints_.transfer_prices(view.node_of(job.what.origin), job.what.output, pools, view);
        auto const latency_ms = sum_.measure(latency);
        auto const kwh = sum_.measure(energy);
        auto const kg = sum_.measure(carbon);
        auto const cny = sum_.measure(cost);
        auto const held = sum_.measure(load);
        for (std::size_t i = 0; i < pools.size(); ++i) {
            PoolId const pool = pools[i];
            View::Footprint const& adds = footprints_.energy(pool);
            latency_ms[i] = latencies[pool.index];
            kwh[i] = adds.energy_kwh;
            kg[i] = adds.carbon_kg;
            cny[i] = adds.energy_cny + input.cny(pool) + output.cny(pool);
            held[i] = loads[pool.index];
        }
        if (by_links_) {
            auto const seconds = sum_.measure(transfer);
            for (std::size_t i = 0; i < pools.size(); ++i)
                seconds[i] = seconds_to_move(job, view.levels().pools[pools[i]].site, view);
        }
        return sum_.add_up();
    }

    // A job without accelerators has no energy and meets no load.
    [[nodiscard]] std::span<double const> totals_of_sites(state::Job const& job, View const& view,
                                                          std::span<Placement const> sites) {
        sum_.resize(sites.size());
        for (auto const none : {energy, carbon, load})
            std::ranges::fill(sum_.measure(none), 0.0);
        for (std::size_t i = 0; i < sites.size(); ++i) {
            SiteId const site = sites[i].site;
            sum_.measure(latency)[i] = in_seconds(view.latency(job.what.origin, site)).count() * 1e3;
            sum_.measure(cost)[i] = view.footprint(job, sites[i]).network_cny;
            sum_.measure(transfer)[i] = by_links_ ? seconds_to_move(job, site, view) : 0.0;
        }
        return sum_.add_up();
    }

    [[nodiscard]] static double seconds_to_move(state::Job const& job, SiteId site, View const& view) {
        return in_seconds(view.fastest_input_route(job, site).time).count() +
               in_seconds(view.fastest_output_route(job, site).time).count();
    }

    PoolFootprints footprints_;
    WeightedSum sum_;
    bool by_links_;
};

}  // namespace

extern PolicyComponent const weighted_component;
PolicyComponent const weighted_component = PolicyComponent::of<Weighted>(
    "weighted", "the lowest weighted sum of latency, energy, carbon, cost and load",
    "simple additive weighting, min-max normalised: Hwang and Yoon, Multiple Attribute Decision Making, "
    "1981");

}  // namespace meridian::scheduler
