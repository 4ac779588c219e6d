// What one job would meet and add on many pools, without asking the view pool by pool. Pools of the same
// energy zone and accelerator model have their energy in common; prices and transfer times between a node and
// the pools do not change during a run.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "sim/scheduler/open_pools.hpp"
#include "sim/scheduler/scale.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class PoolFootprints {
public:
    // The energy of the job by kind of pool: at the prices, carbon and PUE of the instant of the decision, or
    // over what is expected to be left of it from now on, as View::footprint() has it. O(kinds).
    void measure_instant(state::Job const& job, View const& view);
    void measure_work(state::Job const& job, View const& view);
    // The pools of a kind have their energy in common.
    [[nodiscard]] std::span<std::uint32_t const> kind_of() const { return kind_of_; }  // by pool
    [[nodiscard]] std::span<View::Footprint const> by_kind() const { return energy_; }
    // By kind: 0 if a pool of it is open, else +infinity.
    void mark_kinds(OpenPools const& open, std::vector<double>& indicator) const;
    // By pool over the runs: what its kind has, of what was measured last.
    template <class Part>
    void spread(OpenPools const& open, std::span<double> out, Part const& part);
    template <class Value>
    void spread_kinds(std::vector<Value> const& by_kind, OpenPools const& open, std::span<Value> out) const;

    // One way from the region's users, in milliseconds, by pool; made when a region is first asked for.
    [[nodiscard]] std::span<double const> latencies(RegionId region, View const& view);
    // The prices of moving data between a node and the open pools.
    struct TransferPrices {
        double gigabytes;
        double const* price;  // CNY/GB, by pool
    };
    [[nodiscard]] TransferPrices transfer_prices(NodeId node, Bytes bytes, OpenPools const& open,
                                                 View const& view);

    // By pool over the runs. For open pools not above the money that View::footprint() has for the job there;
    // equal to it where nothing is moved.
    void bound_cny(state::Job const& job, View const& view, OpenPools const& open, std::span<double> bounds);
    // Not above the seconds that the input takes; that input and output take, one after the other, over the
    // shortest path, or over the fastest that the brain chooses from.
    void bound_input(state::Job const& job, View const& view, OpenPools const& open,
                     std::span<double> bounds);
    void bound_transfers(state::Job const& job, View const& view, OpenPools const& open,
                         std::span<double> bounds);
    // Adds to each not more than the seconds that the work is expected to take, or that the output takes.
    void add_work(state::Job const& job, View const& view, OpenPools const& open, std::span<double> bounds);
    void add_output(state::Job const& job, View const& view, OpenPools const& open, std::span<double> bounds);
    void bound_fastest_transfers(state::Job const& job, View const& view, OpenPools const& open,
                                 std::span<double> bounds);

private:
    // Of moving bytes between a node and a pool: seconds on the way, and seconds for each byte at the narrowest
    // link; no times where nothing is moved.
    struct Transfer {
        double latency_s{-1.0};  // below 0: not asked for yet
        double s_per_byte{0.0};
    };
    // Over the shortest path; by pool, as prices().
    [[nodiscard]] std::span<Transfer const> transfers(NodeId node, OpenPools const& open, View const& view);
    // Over any of the paths that the brain chooses from: not longer than each of them takes.
    [[nodiscard]] std::span<Transfer const> fastest_transfers(NodeId node, OpenPools const& open,
                                                              View const& view);
    static void add_seconds(std::span<Transfer const> row, Bytes bytes, OpenPools const& open,
                            std::span<double> bounds);

    struct Kind {
        std::size_t zone;
        AcceleratorId accelerator;
        PoolId example;
        Grid const* grid;
    };
    void learn(View const& view);

    // CNY/GB between the node and the pools, by pool; known for the open ones, now or before.
    [[nodiscard]] std::span<double const> prices(NodeId node, OpenPools const& open, View const& view);

    // By node and pool, made when asked for.
    template <class Value>
    struct Row {
        std::vector<Value> by_pool;
        std::size_t unknown{0};
    };
    template <class Value>
    using Rows = std::vector<Row<Value>>;
    template <class Value, class Find>
    static std::span<Value const> row(Rows<Value>& rows, NodeId node, OpenPools const& open, View const& view,
                                      Find const& find);
    // Below 0: not asked for yet.
    [[nodiscard]] static double mark(double price) { return price; }
    [[nodiscard]] static double mark(Transfer const& transfer) { return transfer.latency_s; }

    std::vector<Kind> kinds_;
    std::vector<View::Footprint> energy_;         // by kind
    std::vector<double> parts_;                   // by kind; reused
    std::vector<std::uint32_t> kind_of_;          // by pool
    std::vector<std::vector<PoolId>> pools_of_;   // by kind
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

template <class Part>
void PoolFootprints::spread(OpenPools const& open, std::span<double> out, Part const& part) {
    parts_.clear();
    for (View::Footprint const& adds : energy_)
        parts_.push_back(std::invoke(part, adds));
    spread_kinds(parts_, open, out);
}

template <class Value>
void PoolFootprints::spread_kinds(std::vector<Value> const& by_kind, OpenPools const& open,
                                  std::span<Value> out) const {
    open.for_each_in_runs([to = out.data(), kinds = kind_of_.data(), of = by_kind.data()](std::size_t p) {
        to[p] = of[kinds[p]];
    });
}

}  // namespace meridian::scheduler
