#include "sim/world/arrivals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "models/map/shortest_paths.hpp"
#include "models/series/series.hpp"
#include "models/units/exact_math.hpp"
#include "sim/setup/demand.hpp"

namespace meridian::world {
namespace {

constexpr std::uint64_t arrival_stream = engine::name_hash("arrival");
constexpr std::uint64_t size_stream = engine::name_hash("size");
constexpr std::uint64_t estimate_stream = engine::name_hash("estimate");
constexpr std::uint64_t home_stream = engine::name_hash("home");

bool is_fixed(Distribution const& d) {
    return std::holds_alternative<Constant>(d.shape);
}

double draw(Distribution const& d, std::uint64_t bits) {
    return quantile(d, engine::unit_interval(bits));
}

Milliaccelerators width(WorkloadClass const& of, std::uint64_t bits) {
    return Milliaccelerators{std::llround(draw(of.accelerators, bits)) * 1000};
}

Duration runtime(WorkloadClass const& of, std::uint64_t bits) {
    return rounded_up(Seconds{draw(of.runtime, bits)});
}

}  // namespace

ArrivalStreams::ArrivalStreams(Scenario const& scenario, engine::RandomSource random, PathWatch* watch)
    : scenario_{scenario}, random_{random}, cumulative_gravity_(scenario.classes.size()) {
    for (CurveId const curve : scenario.curves.keys())
        clocks_.emplace_back(curve_series(scenario, curve, SimTime{scenario.horizon}));
    clocks_.emplace_back(Series::constant(1.0));
    for (ClassId const c : scenario.classes.keys()) {
        add_streams(c);
        if (scenario.classes[c].input_home.kind == HomeKind::gravity) add_gravity(c, watch);
    }
    std::set<std::uint64_t> entities;
    for (Stream const& stream : streams_) {
        if (!entities.insert(stream.entity).second) {
            throw std::runtime_error{"the hashes of two random streams collide: give class '" +
                                     scenario.classes[stream.workload_class].name + "' another key"};
        }
    }
}

void ArrivalStreams::add_streams(ClassId c) {
    WorkloadClass const& of = scenario_.classes[c];
    for (RegionId const r : scenario_.regions.keys()) {
        double const rate = of.arrivals.rate.count() * region_share(scenario_, of.arrivals.mass, r);
        if (!(rate > 0.0)) continue;
        Stream stream = stream_of(c, r);
        stream.rate = rate;
        streams_.push_back(stream);
    }
}

// Its fixed figures are drawn once, by any number.
ArrivalStreams::Stream ArrivalStreams::stream_of(ClassId c, RegionId r) const {
    WorkloadClass const& of = scenario_.classes[c];
    Stream stream;
    stream.workload_class = c;
    stream.origin = r;
    stream.entity = engine::name_hash(of.key + '\x1f' + scenario_.regions[r].key);
    stream.fixed = {of.input_home.kind != HomeKind::gravity,
                    is_fixed(of.accelerators),
                    is_fixed(of.runtime),
                    is_fixed(of.estimate),
                    is_fixed(of.input),
                    is_fixed(of.output)};
    JobDescription& usual = stream.usual;
    usual.entity = stream.entity;
    usual.workload_class = c;
    usual.origin = r;
    if (stream.fixed.home) usual.input_home = home(stream, 0);
    usual.width = width(of, 0);
    usual.runtime = runtime(of, 0);
    usual.input = Bytes{std::llround(draw(of.input, 0))};
    usual.output = Bytes{std::llround(draw(of.output, 0))};
    return stream;
}

void ArrivalStreams::add_gravity(ClassId c, PathWatch* watch) {
    DataHome const& home = scenario_.classes[c].input_home;
    auto const regions = static_cast<Eigen::Index>(scenario_.regions.size());
    std::vector<NodeId> nodes;
    for (DemandRegion const& region : scenario_.regions)
        nodes.push_back(region.node);
    ShortestPaths const shortest{scenario_.map, nodes, watch};
    Eigen::VectorXd masses{regions};
    Eigen::MatrixXd distances{regions, regions};
    for (Eigen::Index i = 0; i < regions; ++i) {
        NodeId const from = nodes[static_cast<std::size_t>(i)];
        masses(i) = scenario_.regions[RegionId{static_cast<std::uint32_t>(i)}].masses[home.mass];
        for (Eigen::Index j = 0; j < regions; ++j) {
            NodeId const to = nodes[static_cast<std::size_t>(j)];
            distances(i, j) = std::numeric_limits<double>::infinity();
            if (!shortest.reaches(from, to)) continue;
            distances(i, j) = 0.0;
            for (ArcId const arc : shortest.arcs(from, to)) {
                distances(i, j) += scenario_.map.links()[NationalMap::link_of(arc)].length.count();
            }
        }
    }
    cumulative_gravity_[c.index] = cumulative_gravity_shares(masses, distances, home.decay);
}

void ArrivalStreams::draw_ahead(Stream& stream) {
    std::array<double, drawn_at_once> gaps;
    for (std::size_t i = 0; i < drawn_at_once; ++i)
        gaps[i] = gap(stream, stream.drawn + i);
    PrefixIntegral const& time = clock(scenario_.classes[stream.workload_class]);
    stream.ahead.clear();
    stream.taken = 0;
    for (double const gap : gaps) {
        stream.due += gap;
        auto const when = time.inverse(stream.due / stream.rate, stream.cursor);
        if (!when || *when >= SimTime{scenario_.horizon}) break;
        stream.ahead.push_back({*when, {}});
    }
    for (Upcoming& one : stream.ahead)
        describe(stream, stream.drawn++, one.job);
}

void ArrivalStreams::describe(Stream const& stream, std::uint64_t n, JobDescription& job) const {
    WorkloadClass const& of = scenario_.classes[stream.workload_class];
    Stream::Fixed const& fixed = stream.fixed;
    job = stream.usual;
    job.draw = n;
    if (!fixed.home) job.input_home = home(stream, n);
    if (!(fixed.width && fixed.runtime && fixed.input && fixed.output)) {
        auto const bits = random_.block(size_stream, stream.entity, n);
        if (!fixed.width) job.width = width(of, bits[0]);
        if (!fixed.runtime) job.runtime = runtime(of, bits[1]);
        if (!fixed.input) job.input = Bytes{std::llround(draw(of.input, bits[2]))};
        if (!fixed.output) job.output = Bytes{std::llround(draw(of.output, bits[3]))};
    }
    job.estimate = estimate(stream, n, job.runtime);
}

Duration ArrivalStreams::estimate(Stream const& stream, std::uint64_t n, Duration runtime) const {
    Distribution const& multiple = scenario_.classes[stream.workload_class].estimate;
    double const times = stream.fixed.estimate
                             ? std::get<Constant>(multiple.shape).value
                             : draw(multiple, random_.block(estimate_stream, stream.entity, n)[0]);
    return times == 1.0 ? runtime : rounded_up(times * in_seconds(runtime));
}

double ArrivalStreams::gap(Stream const& stream, std::uint64_t n) const {
    double const v = scenario_.classes[stream.workload_class].arrivals.variation;
    if (v == 0.0) return 1.0;
    auto const bits = random_.block(arrival_stream, stream.entity, n);
    double const exponential = -exact_log(engine::unit_interval(bits[0]));
    if (v <= 1.0) return (1.0 - v) + v * exponential;
    double const squared = v * v;
    double const first = 0.5 * (1.0 + std::sqrt((squared - 1.0) / (squared + 1.0)));
    double const phase = engine::unit_interval(bits[1]) < first ? first : 1.0 - first;
    return exponential / (2.0 * phase);
}

NodeId ArrivalStreams::home(Stream const& stream, std::uint64_t n) const {
    WorkloadClass const& of = scenario_.classes[stream.workload_class];
    switch (of.input_home.kind) {
        case HomeKind::origin:
            return scenario_.regions[stream.origin].node;
        case HomeKind::node:
            return of.input_home.node;
        case HomeKind::gravity:
            break;
    }
    double const u = engine::unit_interval(random_.block(home_stream, stream.entity, n)[0]);
    Eigen::MatrixXd const& cumulative = cumulative_gravity_[stream.workload_class.index];
    Eigen::Index j = 0;
    while (cumulative(stream.origin.index, j) < u)
        ++j;
    return scenario_.regions[RegionId{static_cast<std::uint32_t>(j)}].node;
}

PrefixIntegral const& ArrivalStreams::clock(WorkloadClass const& c) const {
    return c.arrivals.curve.valid() ? clocks_[c.arrivals.curve.index] : clocks_.back();
}

}  // namespace meridian::world
