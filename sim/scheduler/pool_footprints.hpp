// What one job would meet and add on every one of many pools, quicker than asking the view pool by pool:
// pools of the same energy zone and accelerator model have their energy in common, and latencies and prices
// of carriage do not change during a run. Prices, carbon and PUE are those of the instant of the decision.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class PoolFootprints {
public:
    // To be called before all else, for the job that the rest is about.
    void measure(state::Job const& job, View const& view);

    // The energy that the job adds there: facility energy, its money (electricity, green premium, price of
    // carbon) and its carbon by the grid's factor.
    struct Energy {
        double kwh{0.0};
        double cny{0.0};
        double kg{0.0};
    };
    [[nodiscard]] Energy const& energy(PoolId pool) const { return energy_[kind_of_[pool.index]]; }

    // One way from the region's users, in milliseconds, by pool.
    [[nodiscard]] std::span<double const> latencies(RegionId region, View const& view);
    // CNY/GB between the node and the pools, by pool; known for those asked for, now or before.
    [[nodiscard]] std::span<double const> carriage(NodeId node, std::span<PoolId const> asked,
                                                   View const& view);

private:
    // Pools that have the energy of a job in common.
    struct Kind {
        std::size_t zone;
        AcceleratorId accelerator;
        GridId grid;
    };
    void learn(View const& view);

    std::vector<Kind> kinds_;
    std::vector<Energy> energy_;                  // by kind
    std::vector<std::uint32_t> kind_of_;          // by pool
    std::vector<PoolId> examples_;                // by accelerator model: some pool of it
    std::vector<double> hours_;                   // by accelerator model: that the job takes
    std::vector<PowerPiece> pieces_;              // by zone: what counts now
    std::vector<std::vector<double>> latencies_;  // by region; empty until asked for

    struct Prices {
        std::vector<double> by_pool;  // below 0: not asked for yet
        std::size_t unknown{0};
    };
    std::vector<Prices> carriage_;  // by node; empty until asked for
};

}  // namespace meridian::scheduler
