// The arrivals of a run: one stream of jobs per (class, region) that has a share of the class's arrivals.
//
// The n-th job of a stream arrives when rate * integral of the curve reaches E_1 + ... + E_n, with
// gaps E of mean 1 and the class's coefficient of variation v:
//     v <= 1: (1 - v) + v * Exponential(1);   v = 1 is Poisson (Lewis & Shedler, "Simulation of
//             nonhomogeneous Poisson processes", Naval Research Logistics 26, 1979: inversion)
//     v > 1:  two-phase hyperexponential with balanced means (Allen, "Probability, Statistics and
//             Queueing Theory", 1990)
// Draws: "arrival" block n gives the gap, "size" block n the sizes, "estimate" block n the user's
// estimate of the runtime, "home" block n the data home. The entity is (class key, region key), so a job does not
// depend on policy, layout or order. Jobs are drawn a few at a time before they are due, which keeps the
// processor's pipelines full.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/map/path_watch.hpp"
#include "models/series/prefix_integral.hpp"
#include "models/workload/gravity.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::world {

class ArrivalStreams {
public:
    // Throws std::runtime_error if the hashes of two streams collide. `watch` is notified of searches for paths.
    ArrivalStreams(Scenario const& scenario, engine::RandomSource random, PathWatch* watch = nullptr);

    [[nodiscard]] std::size_t streams() const { return streams_.size(); }
    // When the stream's next job arrives; nothing if none arrives before the horizon.
    [[nodiscard]] std::optional<SimTime> next(std::size_t stream) {
        Stream& of = streams_[stream];
        if (of.taken == of.ahead.size()) draw_ahead(of);
        return of.ahead.empty() ? std::nullopt : std::optional{of.ahead[of.taken].when};
    }
    // That job; valid until the next call of next(). Called once per next().
    [[nodiscard]] JobDescription const& take(std::size_t stream) {
        Stream& of = streams_[stream];
        return of.ahead[of.taken++].job;
    }

private:
    struct Upcoming {
        SimTime when;
        JobDescription job;
    };
    struct Stream {
        ClassId workload_class;
        RegionId origin;
        std::uint64_t entity{0};
        double rate{0.0};  // per second, weekly mean
        double due{0.0};   // E_1 + ... + E_n
        std::uint64_t drawn{0};
        Cursor cursor;
        JobDescription usual;  // what its jobs have in common
        struct Fixed {
            bool home{false}, width{false}, runtime{false}, estimate{false}, input{false}, output{false};
        } fixed;
        std::vector<Upcoming> ahead;
        std::size_t taken{0};  // of these
    };
    static constexpr std::size_t drawn_at_once = 8;

    void add_streams(ClassId c);
    void add_gravity(ClassId c, PathWatch* watch);
    [[nodiscard]] Stream stream_of(ClassId c, RegionId r) const;
    void draw_ahead(Stream& stream);
    void describe(Stream const& stream, std::uint64_t n, JobDescription& job) const;
    // Of the n-th job of the stream.
    [[nodiscard]] double gap(Stream const& stream, std::uint64_t n) const;
    [[nodiscard]] Duration estimate(Stream const& stream, std::uint64_t n, Duration runtime) const;
    [[nodiscard]] NodeId home(Stream const& stream, std::uint64_t n) const;
    [[nodiscard]] PrefixIntegral const& clock(WorkloadClass const& c) const;

    Scenario const& scenario_;
    engine::RandomSource random_;
    std::vector<Stream> streams_;
    std::vector<PrefixIntegral> clocks_;               // by curve; the last one is flat
    std::vector<Eigen::MatrixXd> cumulative_gravity_;  // by class; empty where not used
};

}  // namespace meridian::world
