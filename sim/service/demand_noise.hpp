// Factors of mean 1 by service, region and epoch: the process of models/workload/variability.hpp. It is stationary
// from the first epoch on, and a factor depends on seed, run, service, region and epoch alone: equal in every layout
// and under every policy.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/units/cross_table.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::service {

// At one epoch, and able to go on. A copy goes on by itself.
class DemandNoise {
public:
    // `stream` names the draws. `cv`: of each service; the times and correlations are those of its variability. Parts
    // of one service have the same factors. Throws std::runtime_error where the hashes of two entities collide.
    DemandNoise(Scenario const& scenario, std::string_view stream, std::vector<double> cv);

    // Precondition: not before an epoch that it was moved to.
    void move_to(std::int64_t epoch);
    // Precondition: moved to an epoch. 1 where the service has no variation.
    [[nodiscard]] double factor(ServiceId service, RegionId region) const {
        return factors_(service, region);
    }

private:
    // One autoregressive process.
    struct Process {
        std::uint64_t entity{0};
        double value{0.0};
    };
    // Of all services that are parts of one.
    struct Source {
        double log_variance{0.0};
        double phi{0.0}, innovation{1.0};  // weight of the last value and of what is drawn
        double shared_weight{0.0}, own_weight{1.0};
        Process shared;
        std::vector<Process> own;  // by region
    };
    void add_source(Scenario const& scenario, Service const& service, double cv);
    void step(Source& source);
    void step(Source const& source, Process& process) const;

    engine::RandomSource random_;
    std::uint64_t stream_;
    std::vector<Source> sources_;
    std::vector<std::size_t> source_of_;  // by service; no index of one: no variation
    CrossTable<ServiceId, RegionId, double> factors_;
    std::int64_t epoch_{-1};
};

}  // namespace meridian::service
