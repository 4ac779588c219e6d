// What one job would meet and add on many pools, without asking the view pool by pool. Pools of the same
// energy zone and accelerator model have their energy in common; prices and transfer times between a node and
// the pools do not change during a run.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class PoolFootprints {
public:
    // The energy of the job by kind of pool: at the prices, carbon and PUE of the instant of the decision, or
    // over its expected time from now on, as View::footprint() has it. O(kinds).
    void measure_instant(state::Job const& job, View const& view);
    void measure_work(state::Job const& job, View const& view);
    [[nodiscard]] View::Footprint const& energy(PoolId pool) const { return energy_[kind_of_[pool.index]]; }
    // By pool of `pools`: what its kind has, of what was measured last.
    template <class Part>
    void spread(std::span<PoolId const> pools, std::span<double> out, Part const& part);

    // One way from the region's users, in milliseconds, by pool; made when a region is first asked for.
    [[nodiscard]] std::span<double const> latencies(RegionId region, View const& view);
    // The prices of moving data between a node and the pools that were asked for.
    struct TransferPrices {
        double gigabytes;
        double const* price;  // CNY/GB, by pool
        [[nodiscard]] double cny(PoolId pool) const { return gigabytes * price[pool.index]; }
    };
    [[nodiscard]] TransferPrices transfer_prices(NodeId node, Bytes bytes, std::span<PoolId const> asked,
                                                 View const& view);

    // For each of the pools, not above the money that View::footprint() has for the job there; equal to it where
    // nothing is carried.
    void bound_cny(state::Job const& job, View const& view, std::span<PoolId const> pools,
                   std::span<double> bounds);
    // Not above the seconds that the input takes; that input and output take, one after the other, over the
    // shortest path, or over the fastest that the brain chooses from.
    void bound_input(state::Job const& job, View const& view, std::span<PoolId const> pools,
                     std::span<double> bounds);
    void bound_transfers(state::Job const& job, View const& view, std::span<PoolId const> pools,
                         std::span<double> bounds);
    void bound_fastest_transfers(state::Job const& job, View const& view, std::span<PoolId const> pools,
                                 std::span<double> bounds);

private:
    // Of moving bytes between a node and a pool: seconds on the way, and seconds for each byte at the narrowest
    // link; no times where nothing is moved.
    struct Transfer {
        double latency_s{-1.0};  // below 0: not asked for yet
        double s_per_byte{0.0};
    };
    // Over the shortest path; by pool, as prices().
    [[nodiscard]] std::span<Transfer const> transfers(NodeId node, std::span<PoolId const> asked,
                                                      View const& view);
    // Over any of the paths that the brain chooses from: not longer than each of them takes.
    [[nodiscard]] std::span<Transfer const> fastest_transfers(NodeId node, std::span<PoolId const> asked,
                                                              View const& view);
    static void add_seconds(std::span<Transfer const> row, Bytes bytes, std::span<PoolId const> pools,
                            std::span<double> bounds);

    struct Kind {
        std::size_t zone;
        AcceleratorId accelerator;
        PoolId example;
        Grid const* grid;
    };
    void learn(View const& view);

    // CNY/GB between the node and the pools, by pool; known for those asked for, now or before.
    [[nodiscard]] std::span<double const> prices(NodeId node, std::span<PoolId const> asked,
                                                 View const& view);

    // By node and pool, made when asked for.
    template <class Value>
    struct Row {
        std::vector<Value> by_pool;
        std::size_t unknown{0};
    };
    template <class Value>
    using Rows = std::vector<Row<Value>>;
    template <class Value, class Known, class Find>
    static std::span<Value const> row(Rows<Value>& rows, NodeId node, std::span<PoolId const> asked,
                                      View const& view, Known const& known, Find const& find);

    std::vector<Kind> kinds_;
    std::vector<View::Footprint> energy_;         // by kind
    std::vector<double> parts_;                   // by kind; reused
    std::vector<std::uint32_t> kind_of_;          // by pool
    std::vector<PoolId> examples_;                // by accelerator model: some pool of it
    std::vector<double> hours_;                   // by accelerator model: that the job takes
    std::vector<SimTime> ends_;                   // by accelerator model: of the job, started now
    std::vector<double> kw_;                      // by accelerator model: that the job draws above idle
    std::vector<PowerPiece> pieces_;              // by zone: what counts now
    std::vector<PowerFactors> before_;            // by zone: integrals up to now
    std::vector<std::vector<double>> latencies_;  // by region
    std::vector<double> free_;                    // by pool: zero
    Rows<double> prices_;
    Rows<Transfer> transfers_;
    Rows<Transfer> fastest_;
};

// Times a sum of rounded terms: not above the sum of the terms as they are.
inline constexpr double below_rounding = 1.0 - 1e-12;

template <class Part>
void PoolFootprints::spread(std::span<PoolId const> pools, std::span<double> out, Part const& part) {
    parts_.clear();
    for (View::Footprint const& adds : energy_)
        parts_.push_back(std::invoke(part, adds));
    for (std::size_t i = 0; i < pools.size(); ++i)
        out[i] = parts_[kind_of_[pools[i].index]];
}

}  // namespace meridian::scheduler
