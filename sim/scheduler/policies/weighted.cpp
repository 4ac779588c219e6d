#include <algorithm>
#include <array>

#include <Eigen/Core>

#include "sim/scheduler/places_policy.hpp"
#include "sim/scheduler/pool_scan.hpp"

namespace meridian::scheduler {
namespace {

constexpr ParameterDoc weight(std::string_view name, std::string_view doc) {
    return {name, Dimension::number, "1", 0.0, 1e6, doc};
}

enum Term : std::size_t { latency, energy, carbon, cost, load, terms };

constexpr std::array parameters{weight("latency", "weight of the one-way latency from the users"),
                                weight("energy", "weight of the facility energy that the job adds"),
                                weight("carbon", "weight of its carbon by the factor of the grid"),
                                weight("cost", "weight of its money: energy and carrying the data"),
                                weight("load", "weight of the share of the pool that is held or promised"),
                                reach_parameter,
                                when_full_parameter("wait")};

// What pools have in common, worked out once per decision for all of them: pools of the same energy zone and
// accelerator model.
struct Kind {
    std::size_t zone;
    AcceleratorId accelerator;
};

// The sum of the weighted terms, each scaled to [0, 1] over the candidates of the decision: (x - min) / (max
// - min), or 0 where all are equal. Prices, carbon and PUE are those of the hour of the decision.
class Weighted final : public OneJobPolicy {
public:
    explicit Weighted(PolicyContext const& context) : places_{context}, scan_{places_.reach()} {
        constexpr std::array<char const*, terms> names{"latency", "energy", "carbon", "cost", "load"};
        for (std::size_t t = 0; t < terms; ++t)
            weights_[t] = context.parameter(names[t]);
    }

private:
    using Row = std::vector<double>;

    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        if (kind_of_.empty()) learn(view);
        bool const by_pool = job.what.width.count() > 0;
        if (!by_pool || considered.kept()) {
            places_.find(job, view, considered, found_);
        } else {
            find_pools(job, view);
        }
        if (found_.empty()) return places_.none(job, view);
        for (auto& term : x_)
            term.resize(static_cast<Eigen::Index>(found_.size()));
        if (by_pool) {
            measure_pools(job, view);
        } else {
            measure_sites(job, view);
        }
        add_up();
        for (std::size_t i = 0; i < found_.size(); ++i)
            considered.feasible(found_[i], total_[static_cast<Eigen::Index>(i)]);
        return found_[lowest(by_pool && !considered.kept() ? &scan_.ranks(job.what.origin, view) : nullptr)];
    }

    void learn(View const& view) {
        Scenario const& scenario = view.scenario();
        examples_.resize(scenario.accelerators.size());
        hours_.resize(scenario.accelerators.size());
        for (PoolId const p : scenario.pools.keys()) {
            std::size_t const zone = view.energy_zone(scenario.pools[p].site);
            AcceleratorId const model = scenario.pools[p].accelerator;
            auto const known = std::ranges::find_if(
                kinds_, [&](Kind const& k) { return k.zone == zone && k.accelerator == model; });
            kind_of_.push_back(static_cast<std::uint32_t>(known - kinds_.begin()));
            if (known == kinds_.end()) kinds_.push_back({zone, model});
            examples_[model.index] = p;
            kw_each_.push_back(static_cast<double>(view.levels().pools[p].milliwatts_each) / 1e6);
            site_of_.push_back(scenario.pools[p].site);
            limited_.push_back(scenario.sites[scenario.pools[p].site].storage.has_value());
        }
        pieces_.resize(view.energy_zones());
        per_kw_.resize(kinds_.size());
    }

    // As Places::find, in the order of the pools.
    void find_pools(state::Job const& job, View const& view) {
        auto const& rank = scan_.ranks(job.what.origin, view).of;
        auto const widest = view.widest(job.what.workload_class);
        std::int64_t const width = job.what.width.count();
        bool const now = places_.when_full() == WhenFull::wait;
        double const* const room = view.levels().room.data();
        found_.resize(rank.size());
        std::size_t found = 0;
        for (std::uint32_t p = 0; p < rank.size(); ++p) {
            bool const runs = rank[p] != PoolScan::none && width <= widest[p];
            bool const fits = !now || static_cast<double>(width) <= room[p];
            found_[found] = {site_of_[p], PoolId{p}};
            found += (runs && fits && (!limited_[p] || places_.takes(job, view, found_[found]))) ? 1U : 0U;
        }
        found_.resize(found);
    }

    void measure_pools(state::Job const& job, View const& view) {
        measure_kinds(job, view);
        Row const& latency_ms = latencies(job.what.origin, view);
        NodeId const home = job.what.input_home;
        NodeId const origin = view.node_of(job.what.origin);
        double const in_gb = static_cast<double>(job.what.input.count()) / bytes_per_gigabyte;
        double const out_gb = static_cast<double>(job.what.output.count()) / bytes_per_gigabyte;
        double const cards = static_cast<double>(job.what.width.count()) / 1000.0;
        double const* const loads = view.levels().load.data();
        std::array<double*, terms> x{};
        for (std::size_t t = 0; t < terms; ++t)
            x[t] = x_[t].data();
        for (std::size_t i = 0; i < found_.size(); ++i) {
            std::size_t const p = found_[i].pool.index;
            double const kw = kw_each_[p] * cards;
            PowerFactors const& per_kw = per_kw_[kind_of_[p]];
            x[latency][i] = latency_ms[p];
            x[energy][i] = kw * per_kw[0];
            x[carbon][i] = kw * per_kw[2];
            x[cost][i] = kw * per_kw[1];
            x[load][i] = loads[p];
        }
        if (in_gb > 0.0) add_carriage(prices(home), in_gb, view);
        if (out_gb > 0.0) add_carriage(prices(origin), out_gb, view);
    }

    // kWh, CNY and kg of a kW that is drawn for as long as the job takes.
    void measure_kinds(state::Job const& job, View const& view) {
        for (std::size_t zone = 0; zone < pieces_.size(); ++zone) {
            if (view.now() >= pieces_[zone].end) pieces_[zone] = view.power_factors(zone);
        }
        constexpr double seconds_per_hour = 3600.0;
        for (std::size_t m = 0; m < examples_.size(); ++m) {
            if (!examples_[m].valid()) continue;
            hours_[m] = in_seconds(view.expected_time(job, examples_[m])).count() / seconds_per_hour;
        }
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            for (std::size_t f = 0; f < power_factors; ++f)
                per_kw_[k][f] = hours_[kinds_[k].accelerator.index] * pieces_[kinds_[k].zone].value[f];
        }
    }

    // A job without accelerators has no energy and meets no load.
    void measure_sites(state::Job const& job, View const& view) {
        for (auto const t : {energy, carbon, load})
            x_[t].setZero();
        for (std::size_t i = 0; i < found_.size(); ++i) {
            auto const row = static_cast<Eigen::Index>(i);
            SiteId const site = found_[i].site;
            x_[latency][row] = in_milliseconds(view.latency(job.what.origin, site));
            x_[cost][row] = view.footprint(job, found_[i]).network_cny;
        }
    }

    // Five terms in a fixed order, each element on its own; smallest and largest have no order.
    void add_up() {
        std::array<double, terms> low{};
        std::array<double, terms> scale{};
        for (std::size_t t = 0; t < terms; ++t) {
            auto const [least, most] = extent(x_[t]);
            low[t] = least;
            double const span = most - least;
            scale[t] = span > 0.0 ? weights_[t] / span : 0.0;
        }
        total_ = (x_[0] - low[0]) * scale[0] + (x_[1] - low[1]) * scale[1] + (x_[2] - low[2]) * scale[2] +
                 (x_[3] - low[3]) * scale[3] + (x_[4] - low[4]) * scale[4];
    }

    // Smallest and largest. In eight lanes side by side: one lane would wait for itself at every step.
    [[nodiscard]] static std::pair<double, double> extent(Eigen::ArrayXd const& x) {
        constexpr Eigen::Index lanes = 8;
        if (x.size() < lanes) return {x.minCoeff(), x.maxCoeff()};
        Eigen::Array<double, lanes, 1> low = x.head<lanes>();
        Eigen::Array<double, lanes, 1> high = low;
        for (Eigen::Index i = lanes; i + lanes <= x.size(); i += lanes) {
            low = low.min(x.segment<lanes>(i));
            high = high.max(x.segment<lanes>(i));
        }
        low = low.min(x.tail<lanes>());
        high = high.max(x.tail<lanes>());
        return {low.minCoeff(), high.maxCoeff()};
    }

    // Of equals the first in the walk; without ranks the candidates are in its order.
    [[nodiscard]] std::size_t lowest(PoolScan::Ranks const* ranks) const {
        double const least = extent(total_).first;
        std::size_t best = found_.size();
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (total_[static_cast<Eigen::Index>(i)] != least) continue;
            if (ranks == nullptr) return i;
            if (best == found_.size() || ranks->of[found_[i].pool.index] < ranks->of[found_[best].pool.index])
                best = i;
        }
        return best;
    }

    // By pool; made when a region is first asked for.
    [[nodiscard]] Row const& latencies(RegionId region, View const& view) {
        if (latencies_.size() <= region.index) latencies_.resize(region.index + 1);
        Row& row = latencies_[region.index];
        if (row.empty()) {
            for (SiteId const site : site_of_)
                row.push_back(in_milliseconds(view.latency(region, site)));
        }
        return row;
    }

    // CNY/GB between a node and the pools, each path asked for once.
    struct Prices {
        NodeId node;
        Row by_pool;  // below 0: not asked for yet
    };
    [[nodiscard]] Prices& prices(NodeId node) {
        if (prices_.size() <= node.index) prices_.resize(node.index + 1);
        if (prices_[node.index].by_pool.empty()) {
            prices_[node.index] = {node, Row(site_of_.size(), -1.0)};
        }
        return prices_[node.index];
    }
    void add_carriage(Prices& prices, double gigabytes, View const& view) {
        double* const x = x_[cost].data();
        double* const by_pool = prices.by_pool.data();
        for (std::size_t i = 0; i < found_.size(); ++i) {
            double& price = by_pool[found_[i].pool.index];
            if (price < 0.0) price = view.carriage(prices.node, view.node_of(found_[i].site)).count();
            x[i] += gigabytes * price;
        }
    }
    [[nodiscard]] static double in_milliseconds(Duration d) { return in_seconds(d).count() * 1e3; }

    Places places_;
    PoolScan scan_;
    std::array<double, terms> weights_{};
    std::vector<Kind> kinds_;
    std::vector<std::uint32_t> kind_of_;      // by pool
    std::vector<double> kw_each_;             // by pool: busy above idle, of one accelerator
    std::vector<char> limited_;               // by pool: its site has a storage limit
    std::vector<SiteId> site_of_;             // by pool
    std::vector<Row> latencies_;              // by region
    std::vector<Prices> prices_;              // by node
    std::vector<PowerBundle::Piece> pieces_;  // by zone
    std::vector<PoolId> examples_;            // by accelerator model: some pool of it
    std::vector<double> hours_;               // by accelerator model; reused, as are the rest
    std::vector<PowerFactors> per_kw_;        // by kind
    std::vector<Place> found_;
    std::array<Eigen::ArrayXd, terms> x_;
    Eigen::ArrayXd total_;
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
