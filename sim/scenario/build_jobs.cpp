#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/scenario/building.hpp"
#include "sim/scenario/streamed_table.hpp"

namespace meridian::scenario {
namespace {

// What a listed job leaves to its class.
class JobDefaults {
public:
    JobDefaults(Building& b, JobSizes const& job, ClassInput const& of) : b_{b}, job_{job}, of_{of} {}

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
    JobSizes const& job_;
    ClassInput const& of_;
};

// The job's own estimate, or the class's constant multiple of its runtime.
void set_estimate(JobSizes const& in, JobDefaults& defaults, ClassInput const& of, JobDescription& job) {
    if (in.estimate.written()) {
        job.estimate = nanoseconds(in.estimate.value);
        return;
    }
    double const times = defaults.value("estimate", in.estimate, of.estimate, 1.0, "2 h");
    job.estimate = times == 1.0 ? job.runtime : rounded_up(times * in_seconds(job.runtime));
}

void set_sizes(Building& b, JobSizes const& in, JobDescription& job) {
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

}  // namespace

ListedJob listed_job(Building& b, JobInput const& in) {
    ListedJob listed;
    listed.name = in.name.value;
    listed.arrival = at(nanoseconds(in.at.value));
    listed.job.workload_class = b.class_names.id<ClassId>(in.workload_class, b.problems);
    listed.job.origin = b.region_names.id<RegionId>(in.origin, b.problems);
    if (listed.job.workload_class.valid()) set_sizes(b, in, listed.job);
    if (in.at.good && b.in.horizon.good && in.at.value >= b.in.horizon.value) {
        b.problems.add(in.at.draft->place(),
                       fmt::format("the job arrives at {}, not before the horizon", in.at.draft->text()),
                       fmt::format("write less than the horizon, {}", b.in.horizon.draft->text()));
    }
    return listed;
}

namespace {

void add_calendar_job(Building& b, CalendarInput const& in) {
    b.calendar_names.add(in.name.value, in.key.value, in, b.problems);
    if (in.opens.good && in.start_by.good && in.start_by.written() && in.start_by.value < in.opens.value) {
        b.problems.add(in.start_by.draft->place(),
                       fmt::format("the start window of '{}' closes before it opens", in.name.value),
                       "write a later 'start_by', or an earlier 'opens'");
    }
    if (in.done.value > 0.0 && in.opens.value > 0.0) {
        b.problems.add(in.done.draft->place(),
                       fmt::format("'{}' has done part of its work before it opens", in.name.value),
                       "remove 'opens' of a job that is under way when the run starts, or 'done'");
    }
    ListedJob listed;
    listed.name = in.name.value;
    listed.arrival = at(nanoseconds(in.opens.value));
    listed.job.workload_class = b.class_names.id<ClassId>(in.job.workload_class, b.problems);
    listed.job.origin = b.region_names.id<RegionId>(in.job.origin, b.problems);
    if (listed.job.workload_class.valid()) set_sizes(b, in.job, listed.job);
    if (b.in.horizon.good && in.opens.value >= b.in.horizon.value) return;
    CalendarJob job;
    job.name = in.name.value;
    job.key = key_of(in, job.name);
    job.done = rounded_up(in.done.value * in_seconds(listed.job.runtime));
    if (in.start_by.written()) job.start_by = at(nanoseconds(in.start_by.value));
    listed.job.calendar = b.scenario.calendar.add(std::move(job));
    b.scenario.listed_jobs.push_back(listed);
}

}  // namespace

void build_jobs(Building& b) {
    build_job_table(b);
    for (auto const& in : b.in.jobs)
        b.scenario.listed_jobs.push_back(listed_job(b, in));
    for (auto const& in : b.in.calendar)
        add_calendar_job(b, in);
    for (auto const& listed : b.scenario.listed_jobs)
        b.listed.add(listed.job);
    std::ranges::stable_sort(b.scenario.listed_jobs, {}, &ListedJob::arrival);
    bool const arrive =
        std::ranges::any_of(b.in.classes, [](auto const& c) { return c.arrivals.draft != nullptr; });
    auto const* const jobs = b.in.draft->find(streamed_key);
    bool const has_table = jobs != nullptr && is_streamed_table(*jobs);
    if (arrive || has_table || !b.in.jobs.empty() || !b.in.calendar.empty() || !b.in.services.empty() ||
        b.in.classes.empty())
        return;
    b.problems.add(b.start_of_file(), "no job ever arrives",
                   "give a class 'arrivals: {rate: 10 /h}', or list jobs under 'jobs'");
}

}  // namespace meridian::scenario
