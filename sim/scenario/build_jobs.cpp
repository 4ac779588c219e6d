#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/streamed_table.hpp"

namespace meridian::scenario {
namespace {

// The size that all jobs of a class have. A class without a runtime has none: there is no default.
std::optional<double> constant_of(ClassRecord const& of, std::string_view key, Distribution const& size) {
    bool const is_known = of.good(key) && (of.written(key) || key != "runtime");
    auto const* const constant = std::get_if<Constant>(&size.shape);
    if (!is_known || constant == nullptr) return std::nullopt;
    return std::clamp(constant->value, size.at_least, size.at_most);
}

std::optional<Bytes> constant_bytes(ClassRecord const& of, std::string_view key, Distribution const& size) {
    auto const bytes = constant_of(of, key, size);
    return bytes ? std::optional{Bytes{std::llround(*bytes)}} : std::nullopt;
}

// What a listed job leaves to its class.
class JobDefaults {
public:
    JobDefaults(ScenarioBuilder& b, RecordDraft const& job, ClassRecord const& of)
        : b_{b}, job_{job}, of_{of} {}

    // What all jobs of the class have.
    template <class Value>
    Value value(std::string_view key, std::optional<Value> const& of_class, std::string_view example) {
        if (of_class) return *of_class;
        if (of_.good(key)) report_missing(key, of_.written(key) ? "draws it at random" : "has none", example);
        return Value{};
    }

    void report_missing(std::string_view key, std::string_view why, std::string_view example) {
        b_.problems.add(job_.location(),
                        fmt::format("the job has no '{}', and its class '{}' {}", key, of_.value.name, why),
                        fmt::format("add '{}: {}' to the job", key, example));
    }

private:
    ScenarioBuilder& b_;
    RecordDraft const& job_;
    ClassRecord const& of_;
};

void set_times(RecordDraft const& in, ConstantSizes const& of, JobDefaults& defaults, JobDescription& job) {
    if (!in.written("runtime")) job.runtime = defaults.value("runtime", of.runtime, "2 h");
    if (in.written("estimate")) return;
    double const times = defaults.value("estimate", of.estimate, "2 h");
    job.estimate = times == 1.0 ? job.runtime : rounded_up(times * in_seconds(job.runtime));
}

// What the job does not say itself.
void complete(ScenarioBuilder& b, RecordDraft const& in, JobDraft const& names, JobDescription& job) {
    auto const& of = b.in.classes[job.workload_class.index];
    ConstantSizes const sizes = constant_sizes(of);
    JobDefaults defaults{b, in, of};
    if (!in.written("accelerators")) job.width = defaults.value("accelerators", sizes.width, "8");
    if (job.width.count() > 0 || in.written("runtime") || of.written("runtime")) {
        set_times(in, sizes, defaults, job);
    } else {
        job.estimate = Duration{0};
    }
    if (!in.written("input")) job.input = defaults.value("input", sizes.input, "10 GB");
    if (!in.written("output")) job.output = defaults.value("output", sizes.output, "1 GB");
    if (names.input_home.written()) {
        job.input_home = b.node_names.id<NodeId>(names.input_home, b.problems);
        return;
    }
    auto const& home = b.scenario.classes[job.workload_class].input_home;
    if (home.kind == HomeKind::gravity)
        defaults.report_missing("input_home", "draws it at random", "beijing");
    job.input_home = home.kind == HomeKind::node ? home.node
                     : job.origin.valid()        ? b.scenario.regions[job.origin].node
                                                 : NodeId{};
}

void set_job(ScenarioBuilder& b, RecordDraft const& in, JobDraft const& names, JobDescription& job) {
    job.workload_class = b.class_names.id<ClassId>(names.workload_class, b.problems);
    job.origin = b.region_names.id<RegionId>(names.origin, b.problems);
    if (job.workload_class.valid()) complete(b, in, names, job);
}

}  // namespace

ConstantSizes constant_sizes(ClassRecord const& of) {
    WorkloadClass const& c = of.value;
    ConstantSizes sizes;
    if (auto const width = constant_of(of, "accelerators", c.accelerators))
        sizes.width = Milliaccelerators{std::llround(*width) * 1000};
    if (auto const seconds = constant_of(of, "runtime", c.runtime))
        sizes.runtime = rounded_up(Seconds{*seconds});
    sizes.estimate = constant_of(of, "estimate", c.estimate);
    sizes.input = constant_bytes(of, "input", c.input);
    sizes.output = constant_bytes(of, "output", c.output);
    return sizes;
}

ListedJob listed_job(ScenarioBuilder& b, JobRecord const& in) {
    ListedJob listed = in.value;
    set_job(b, in, in.names, listed.job);
    if (in.good("at") && b.in.good("horizon") && listed.arrival >= at(b.scenario.horizon)) {
        b.problems.add(in.location("at"),
                       fmt::format("the job arrives at {}, not before the horizon", in.text("at")),
                       fmt::format("write less than the horizon, {}", b.in.text("horizon")));
    }
    return listed;
}

namespace {

void add_calendar_job(ScenarioBuilder& b, CalendarRecord const& in) {
    CalendarJob job = in.value;
    ListedJob listed = in.listed;
    b.calendar_names.add(job.name, in, b.problems);
    if (in.good("opens") && in.has("start_by") && *job.start_by < listed.arrival) {
        b.problems.add(in.location("start_by"),
                       fmt::format("the start window of '{}' closes before it opens", job.name),
                       "write a later 'start_by', or an earlier 'opens'");
    }
    if (in.done > 0.0 && listed.arrival > SimTime{}) {
        b.problems.add(in.location("done"),
                       fmt::format("'{}' has done part of its work before it opens", job.name),
                       "remove 'opens' of a job that is under way when the run starts, or 'done'");
    }
    listed.name = job.name;
    set_job(b, in, in.names, listed.job);
    if (b.in.good("horizon") && listed.arrival >= at(b.scenario.horizon)) return;
    job.key = key_of(in, job.name);
    job.done = rounded_up(in.done * in_seconds(listed.job.runtime));
    listed.job.calendar = b.scenario.calendar.add(std::move(job));
    b.scenario.listed_jobs.push_back(listed);
}

}  // namespace

void build_jobs(ScenarioBuilder& b) {
    build_job_table(b);
    for (auto const& in : b.in.jobs)
        b.scenario.listed_jobs.push_back(listed_job(b, in));
    for (auto const& in : b.in.calendar)
        add_calendar_job(b, in);
    for (auto const& listed : b.scenario.listed_jobs)
        b.listed.add(listed.job);
    std::ranges::stable_sort(b.scenario.listed_jobs, {}, &ListedJob::arrival);
    if (!b.in.good({"classes", "jobs", "calendar", "services"})) return;
    bool const arrive = std::ranges::any_of(b.in.classes, [](auto const& c) { return !c.lacks("arrivals"); });
    auto const* const jobs = b.in.draft->find(streamed_key);
    bool const has_table = jobs != nullptr && is_streamed_table(*jobs);
    if (arrive || has_table || !b.in.jobs.empty() || !b.in.calendar.empty() || !b.in.services.empty() ||
        b.in.classes.empty())
        return;
    b.problems.add(b.start_of_file(), "no job ever arrives",
                   "give a class 'arrivals: {rate: 10 /h}', or list jobs under 'jobs'");
}

}  // namespace meridian::scenario
