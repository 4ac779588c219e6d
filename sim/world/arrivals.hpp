// Where the work of a run comes from: one stream of jobs per (class, region) with a share of the
// class's arrivals.
//
// The n-th job of a stream arrives when rate * integral of the curve reaches E_1 + ... + E_n, with
// gaps E of mean 1 and the class's coefficient of variation v:
//     v <= 1: (1 - v) + v * Exponential(1);   v = 1 is Poisson (Lewis & Shedler, "Simulation of
//             nonhomogeneous Poisson processes", Naval Research Logistics 26, 1979: inversion)
//     v > 1:  two-phase hyperexponential with balanced means (Allen, "Probability, Statistics and
//             Queueing Theory", 1990)
// Draws: "arrival" block n gives the gap, "size" block n the sizes, "estimate" block n the user's
// estimate of the runtime, "home" block n the data home; the entity is the (class key, region key), so a job
// is the same whatever the policy, layout or order.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/series/prefix_integral.hpp"
#include "models/workload/gravity.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::world {

class Arrivals {
public:
    // Throws std::runtime_error if the hashes of two streams collide.
    Arrivals(Scenario const& scenario, engine::RandomSource random);

    [[nodiscard]] std::size_t streams() const { return streams_.size(); }
    // When the stream's next job arrives; nothing if not before the horizon.
    [[nodiscard]] std::optional<SimTime> next(std::size_t stream);
    // That job. To be called once per next().
    [[nodiscard]] JobDescription take(std::size_t stream);

private:
    struct Stream {
        ClassId workload_class;
        RegionId origin;
        std::uint64_t entity{0};
        double rate{0.0};  // per second, weekly mean
        double due{0.0};   // E_1 + ... + E_n
        std::uint64_t drawn{0};
        Cursor cursor;
    };

    void add_streams(ClassId c);
    void add_gravity(ClassId c);
    [[nodiscard]] double gap(Stream const& stream) const;
    [[nodiscard]] Duration estimate(Stream const& stream, Duration runtime) const;
    [[nodiscard]] NodeId home(Stream const& stream) const;
    [[nodiscard]] PrefixIntegral const& clock(WorkloadClass const& c) const;

    Scenario const& scenario_;
    engine::RandomSource random_;
    std::vector<Stream> streams_;
    std::vector<PrefixIntegral> clocks_;               // by curve; the last one is flat
    std::vector<Eigen::MatrixXd> cumulative_gravity_;  // by class; empty where not used
};

}  // namespace meridian::world
