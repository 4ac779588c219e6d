#include <algorithm>
#include <array>
#include <limits>

#include "sim/scheduler/places_policy.hpp"
#include "sim/scheduler/pool_footprints.hpp"
#include "sim/scheduler/pool_scan.hpp"
#include "sim/scheduler/weighted_sum.hpp"

namespace meridian::scheduler {
namespace {

constexpr ParameterDoc weight(std::string_view name, std::string_view doc) {
    return {name, Dimension::number, "1", 0.0, 1e6, doc};
}

enum Term : std::size_t { latency, energy, carbon, cost, load, transfer };

constexpr std::array parameters{
    weight("latency", "weight of the one-way latency from the users"),
    weight("energy", "weight of the facility energy that the job adds"),
    weight("carbon", "weight of its carbon by the factor of the grid"),
    weight("cost", "weight of its money: energy, green premium, carbon and carrying the data"),
    weight("load", "weight of the share of the pool that is held or promised"),
    ParameterDoc{"transfer", Dimension::number, "0", 0.0, 1e6,
                 "weight of the time that its data take over the quickest of the "
                 "paths, as links are loaded; above 0 it chooses that path"},
    reach_parameter,
    when_full_parameter("wait")};

// The sum of the weighted terms, each scaled to [0, 1] over the candidates of the decision. Prices, carbon
// and PUE are those of the hour of the decision. With a weight for it, data go over the quickest path.
class Weighted final : public OneJobPolicy {
public:
    explicit Weighted(PolicyContext const& context)
        : places_{context},
          scan_{places_.reach()},
          sum_{{context.parameter("latency"), context.parameter("energy"), context.parameter("carbon"),
                context.parameter("cost"), context.parameter("load"), context.parameter("transfer")}},
          by_links_{context.parameter("transfer") > 0.0} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return view.latency(job.what.origin, site) <= places_.reach();
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        if (job.what.width.count() == 0 || considered.kept()) return walk(job, view, considered);
        find_pools(job, view);
        if (pools_.empty()) return places_.none(job, view);
        measure_pools(job, view);
        PoolId const best = pools_[lowest(sum_.add_up(), scan_.ranks(job.what.origin, view).of)];
        return over_its_path(job, Place{view.levels().pools[best].site, best}, view);
    }

    [[nodiscard]] bool senses_links() const override { return by_links_; }
    [[nodiscard]] PathId output_path(state::Job const& job, View const& view) override {
        return by_links_ ? view.quickest_output(job, job.site).path : PathId{};
    }
    [[nodiscard]] Place over_its_path(state::Job const& job, Place place, View const& view) const {
        if (by_links_) place.path = view.quickest_input(job, place.site).path;
        return place;
    }

    // Of jobs without accelerators, and where what is looked at is kept: nearest site first.
    [[nodiscard]] Decision walk(state::Job const& job, View const& view, Considered& considered) {
        places_.find(job, view, considered, found_);
        if (found_.empty()) return places_.none(job, view);
        if (job.what.width.count() == 0) {
            measure_sites(job, view);
        } else {
            pools_.clear();
            for (Place const& place : found_)
                pools_.push_back(place.pool);
            measure_pools(job, view);
        }
        auto const totals = sum_.add_up();
        for (std::size_t i = 0; i < found_.size(); ++i)
            considered.feasible(found_[i], totals[i]);
        auto const best = static_cast<std::size_t>(std::ranges::min_element(totals) - totals.begin());
        return over_its_path(job, found_[best], view);
    }

    // The pools that Places::find finds, in their own order. Few branches: which pools have room is chance.
    void find_pools(state::Job const& job, View const& view) {
        auto const& rank = scan_.ranks(job.what.origin, view).of;
        auto const widest = view.widest(job.what.workload_class);
        state::Levels const& levels = view.levels();
        std::int64_t const width = job.what.width.count();
        bool const now = places_.when_full() == WhenFull::wait;
        double const* const room = levels.room.data();
        double const needed = now ? static_cast<double>(width) : -std::numeric_limits<double>::infinity();
        pools_.resize(rank.size());
        PoolId* const pools = pools_.data();
        std::size_t found = 0;
        for (std::uint32_t p = 0; p < rank.size(); ++p) {
            pools[found] = PoolId{p};
            found += static_cast<unsigned>(rank[p] != PoolScan::none) &
                     static_cast<unsigned>(width <= widest[p]) & static_cast<unsigned>(needed <= room[p]);
        }
        pools_.resize(found);
        std::erase_if(pools_, [&](PoolId pool) {
            SiteId const site = levels.pools[pool].site;
            return now ? !view.has_storage(job, site) || !view.leaves_set_apart(job, pool) ||
                             view.is_closed(job, site, pool)
                       : !view.could_store(job, site);
        });
    }

    void measure_pools(state::Job const& job, View const& view) {
        footprints_.measure(job, view);
        sum_.resize(pools_.size());
        auto const latencies = footprints_.latencies(job.what.origin, view);
        auto const& loads = view.levels().load;
        auto const latency_ms = sum_.measure(latency);
        auto const kwh = sum_.measure(energy);
        auto const kg = sum_.measure(carbon);
        auto const cny = sum_.measure(cost);
        auto const held = sum_.measure(load);
        for (std::size_t i = 0; i < pools_.size(); ++i) {
            PoolFootprints::Energy const& adds = footprints_.energy(pools_[i]);
            latency_ms[i] = latencies[pools_[i].index];
            kwh[i] = adds.kwh;
            kg[i] = adds.kg;
            cny[i] = adds.cny;
            held[i] = loads[pools_[i]];
        }
        add_carriage(job.what.input_home, job.what.input, view);
        add_carriage(view.node_of(job.what.origin), job.what.output, view);
        if (!by_links_) return;
        auto const seconds = sum_.measure(transfer);
        for (std::size_t i = 0; i < pools_.size(); ++i)
            seconds[i] = seconds_to_move(job, view.levels().pools[pools_[i]].site, view);
    }

    [[nodiscard]] static double seconds_to_move(state::Job const& job, SiteId site, View const& view) {
        return in_seconds(view.quickest_input(job, site).time).count() +
               in_seconds(view.quickest_output(job, site).time).count();
    }

    void add_carriage(NodeId node, Bytes bytes, View const& view) {
        if (bytes.count() == 0) return;
        double const gigabytes = static_cast<double>(bytes.count()) / bytes_per_gigabyte;
        auto const prices = footprints_.carriage(node, pools_, view);
        auto const cny = sum_.measure(cost);
        for (std::size_t i = 0; i < pools_.size(); ++i)
            cny[i] += gigabytes * prices[pools_[i].index];
    }

    // A job without accelerators has no energy and meets no load.
    void measure_sites(state::Job const& job, View const& view) {
        sum_.resize(found_.size());
        for (auto const none : {energy, carbon, load})
            std::ranges::fill(sum_.measure(none), 0.0);
        for (std::size_t i = 0; i < found_.size(); ++i) {
            SiteId const site = found_[i].site;
            sum_.measure(latency)[i] = in_seconds(view.latency(job.what.origin, site)).count() * 1e3;
            sum_.measure(cost)[i] = view.footprint(job, found_[i]).network_cny;
            sum_.measure(transfer)[i] = by_links_ ? seconds_to_move(job, site, view) : 0.0;
        }
    }

    // Of equals the first in the walk.
    [[nodiscard]] std::size_t lowest(std::span<double const> totals,
                                     std::vector<std::uint32_t> const& rank) const {
        double const least = extent(totals).least;
        std::size_t best = totals.size();
        for (std::size_t i = 0; i < totals.size(); ++i) {
            if (totals[i] > least) continue;
            if (best == totals.size() || rank[pools_[i].index] < rank[pools_[best].index]) best = i;
        }
        return best;
    }

    Places places_;
    PoolScan scan_;
    PoolFootprints footprints_;
    WeightedSum sum_;
    bool by_links_;
    std::vector<PoolId> pools_;  // the candidates; reused, as is the next
    std::vector<Place> found_;
};

}  // namespace

extern ComponentDoc const weighted_doc;
ComponentDoc const weighted_doc{
    "weighted", "the lowest weighted sum of latency, energy, carbon, cost and load", parameters,
    "simple additive weighting, min-max normalised: Hwang and Yoon, Multiple Attribute Decision Making, "
    "1981"};

std::unique_ptr<Policy> make_weighted(PolicyContext const& context) {
    return std::make_unique<Weighted>(context);
}

}  // namespace meridian::scheduler
