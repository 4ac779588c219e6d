#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "sim/scenario/building.hpp"

namespace meridian::scenario {
namespace {

constexpr std::size_t equal_shares = std::numeric_limits<std::size_t>::max();

void add_curve(Building& b, CurveInput const& in) {
    Curve curve;
    curve.name = in.name.value;
    b.curve_names.add(curve.name, in.key.value, in, b.problems);
    bool const readable = in.hours.good && (in.weekend.good || !in.weekend.written());
    double sum = 0.0;
    for (std::size_t h = 0; readable && h < curve.weight.size(); ++h) {
        bool const weekend = h >= std::size_t{5} * 24 && in.weekend.written();
        curve.weight[h] = (weekend ? in.weekend : in.hours).value[h % 24];
        sum += curve.weight[h];
    }
    if (readable && !(sum > 0.0 && std::isfinite(sum))) {
        b.problems.add(in.hours.draft->place(),
                       fmt::format("the weights of the curve '{}' sum to {}", curve.name, sum),
                       "give at least one hour a weight above 0");
        return;
    }
    for (double& weight : curve.weight)
        weight *= static_cast<double>(curve.weight.size()) / sum;
    b.scenario.curves.add(std::move(curve));
}

// The index of a mass that some region has; equal_shares if there is none of that name.
std::size_t useful_mass(Building& b, Item const& written) {
    auto const index = b.mass_names.find(written, b.problems);
    if (!index) return equal_shares;
    double sum = 0.0;
    for (auto const& region : b.scenario.regions) {
        if (*index < region.masses.size()) sum += region.masses[*index];
    }
    if (!(sum > 0.0 && std::isfinite(sum))) {
        b.problems.add(written.where,
                       fmt::format("the mass '{}' sums to {} over all regions", written.text, sum),
                       "give at least one region a mass above 0, or name another mass");
    }
    return *index;
}

DataHome data_home(Building& b, Home::Value const& in) {
    DataHome home;
    home.kind = in.kind;
    if (in.kind == HomeKind::node) home.node = b.node_names.id<NodeId>(in.node, b.problems);
    if (in.kind == HomeKind::gravity) {
        home.mass = useful_mass(b, in.mass);
        home.decay = Kilometres{in.decay};
    }
    return home;
}

void check_stacks(Building& b, ClassInput const& in, NameIndex const& stacks) {
    for (auto const& stack : in.stacks.value)
        static_cast<void>(stacks.find(stack, b.problems));
}

void add_class(Building& b, ClassInput const& in, NameIndex const& stacks) {
    WorkloadClass c;
    c.name = in.name.value;
    c.key = key_of(in, c.name);
    c.kind = static_cast<WorkKind>(in.kind.value);
    c.arrivals = arrivals(b, in.arrivals);
    c.accelerators = in.accelerators.value;
    c.runtime = in.runtime.value;
    c.estimate = in.estimate.value;
    c.input = in.input.value;
    c.output = in.output.value;
    c.input_home = data_home(b, in.input_home.value);
    check_stacks(b, in, stacks);
    for (auto const& stack : in.stacks.value)
        c.stacks.push_back(stack.text);
    for (auto const& model : in.models.value) {
        c.models.push_back(b.accelerator_names.id<AcceleratorId>(model, b.problems));
    }
    c.priority = static_cast<int>(in.priority.value);
    if (in.objective.good) c.objective = nanoseconds(in.objective.value);
    c.retains_input = in.retain_input.value == 1;
    if (in.retain_for.good) c.retention = nanoseconds(in.retain_for.value);
    c.preemptible = in.preemptible.value == 1;
    c.checkpoint = nanoseconds(in.checkpoint.value);
    c.restart = nanoseconds(in.restart.value);

    auto const* const width = std::get_if<Constant>(&c.accelerators.shape);
    bool const computes = width == nullptr || width->value > 0.0;
    if (in.arrivals.draft != nullptr && in.accelerators.good && computes && !in.runtime.written()) {
        b.problems.add(in.draft->place(), fmt::format("the class '{}' has no 'runtime'", c.name),
                       "add 'runtime: 2 h', or 'accelerators: 0' if its jobs only move and store data");
    }
    b.class_names.add(c.name, in.key.value, in, b.problems);
    b.scenario.classes.add(std::move(c));
}

// What a listed job leaves to its class.
class JobDefaults {
public:
    JobDefaults(Building& b, JobInput const& job, ClassInput const& of) : b_{b}, job_{job}, of_{of} {}

    // The job's own value times `unit`, or the class's constant one.
    template <class Value>
    double value(std::string_view key, Field<Value> const& own, Field<Distribution> const& of_class,
                 double unit, std::string_view example) {
        if (own.written()) return static_cast<double>(own.value) * unit;
        if (of_class.written() && !of_class.good) return 0.0;
        auto const* const constant = std::get_if<Constant>(&of_class.value.shape);
        if (of_class.good && constant != nullptr) {
            return std::clamp(constant->value, of_class.value.at_least, of_class.value.at_most);
        }
        tell(key, of_class.written() ? "draws it at random" : "has none", example);
        return 0.0;
    }

    void tell(std::string_view key, std::string_view why, std::string_view example) {
        b_.problems.add(job_.draft->place(),
                        fmt::format("the job has no '{}', and its class '{}' {}", key, of_.name.value, why),
                        fmt::format("add '{}: {}' to the job", key, example));
    }

private:
    Building& b_;
    JobInput const& job_;
    ClassInput const& of_;
};

// The job's own estimate, or the class's constant multiple of its runtime.
void set_estimate(JobInput const& in, JobDefaults& defaults, ClassInput const& of, JobDescription& job) {
    if (in.estimate.written()) {
        job.estimate = nanoseconds(in.estimate.value);
        return;
    }
    double const times = defaults.value("estimate", in.estimate, of.estimate, 1.0, "2 h");
    job.estimate = times == 1.0 ? job.runtime : rounded_up(times * in_seconds(job.runtime));
}

void set_sizes(Building& b, JobInput const& in, JobDescription& job) {
    auto const& of = b.in.classes[job.workload_class.index];
    JobDefaults defaults{b, in, of};
    auto const width = defaults.value("accelerators", in.accelerators, of.accelerators, 1.0, "8");
    job.width = Milliaccelerators{std::llround(width) * 1000};
    bool const needs_runtime = width > 0.0 || in.runtime.written() || of.runtime.written();
    if (needs_runtime) {
        auto const seconds = defaults.value("runtime", in.runtime, of.runtime, 1e-9, "2 h");
        job.runtime = in.runtime.written() ? nanoseconds(in.runtime.value) : rounded_up(Seconds{seconds});
        set_estimate(in, defaults, of, job);
    }
    job.input = Bytes{std::llround(defaults.value("input", in.input, of.input, 1.0, "10 GB"))};
    job.output = Bytes{std::llround(defaults.value("output", in.output, of.output, 1.0, "1 GB"))};
    if (in.input_home.written()) {
        job.input_home = b.node_names.id<NodeId>(in.input_home, b.problems);
        return;
    }
    auto const& home = b.scenario.classes[job.workload_class].input_home;
    if (home.kind == HomeKind::gravity) defaults.tell("input_home", "draws it at random", "beijing");
    job.input_home = home.kind == HomeKind::node ? home.node
                     : job.origin.valid()        ? b.scenario.regions[job.origin].node
                                                 : NodeId{};
}

void add_job(Building& b, JobInput const& in) {
    ListedJob listed;
    listed.arrival = at(nanoseconds(in.at.value));
    listed.job.workload_class = b.class_names.id<ClassId>(in.workload_class, b.problems);
    listed.job.origin = b.region_names.id<RegionId>(in.origin, b.problems);
    if (listed.job.workload_class.valid()) set_sizes(b, in, listed.job);
    if (in.at.good && b.in.horizon.good && in.at.value >= b.in.horizon.value) {
        b.problems.add(in.at.draft->place(),
                       fmt::format("the job arrives at {}, not before the horizon", in.at.draft->text()),
                       fmt::format("write less than the horizon, {}", b.in.horizon.draft->text()));
    }
    b.scenario.listed_jobs.push_back(listed);
}

}  // namespace

Arrivals arrivals(Building& b, ArrivalsInput const& in) {
    Arrivals a;
    a.mass = equal_shares;
    if (in.draft == nullptr) return a;
    a.rate = PerSecond{in.rate.value};
    a.variation = in.variation.value;
    a.curve = b.curve_names.id<CurveId>(in.curve, b.problems);
    if (in.by.good) a.mass = useful_mass(b, Item{in.by.value, in.by.draft->place()});
    return a;
}

NameIndex stack_names(Building const& b) {
    NameIndex stacks{"stack", "accelerators"};
    for (auto const& accelerator : b.scenario.accelerators) {
        if (!stacks.find(accelerator.stack)) stacks.add(accelerator.stack);
    }
    return stacks;
}

void build_curves(Building& b) {
    for (auto const& in : b.in.curves)
        add_curve(b, in);
}

void build_classes(Building& b) {
    NameIndex const stacks = stack_names(b);
    for (auto const& in : b.in.classes)
        add_class(b, in, stacks);
    if (b.in.classes.empty() && b.in.services.empty()) {
        b.problems.add(b.start_of_file(), "there is no class", "write at least one record under 'classes'");
    }
}

void build_jobs(Building& b) {
    for (auto const& in : b.in.jobs)
        add_job(b, in);
    std::ranges::stable_sort(b.scenario.listed_jobs, {}, &ListedJob::arrival);
    bool const arrive =
        std::ranges::any_of(b.in.classes, [](auto const& c) { return c.arrivals.draft != nullptr; });
    if (arrive || !b.in.jobs.empty() || !b.in.services.empty() || b.in.classes.empty()) return;
    b.problems.add(b.start_of_file(), "no job ever arrives",
                   "give a class 'arrivals: {rate: 10 /h}', or list jobs under 'jobs'");
}

}  // namespace meridian::scenario
