// The records of jobs and the calendar, and the declarations of their keys; as in records.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/workload/workload.hpp"
#include "sim/scenario/records.hpp"

namespace meridian::scenario {

// Where a class's input lives: `origin`, `{node: beijing}` or `{gravity: {by: gdp, decay: 800 km}}`.
struct Home {
    struct Value {
        HomeKind kind{HomeKind::origin};
        Item node;         // HomeKind::node
        Item mass;         // HomeKind::gravity
        Kilometres decay;  // HomeKind::gravity
    };
    [[nodiscard]] std::string example() const { return "origin"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct CurveRecord : NamedDraft {
    std::string name;
    std::vector<double> hours, weekend;  // 24 weights each
};

template <class Visitor>
void fields(Visitor& v, CurveRecord& r) {
    Reals const day{Dimension::number, Range{0.0, 1e6, {}}, 24};
    named(v, r.name, r);
    v.required("hours", r.hours, like(day, "1"), "weights of the local hours, Monday to Friday");
    v.optional("weekend", r.weekend, like(day, "1"),
               "the same on Saturday and Sunday; as on other days by default");
}

struct ArrivalsDraft : GroupOf<Arrivals> {  // not written: only listed jobs
    Field<std::string> by, curve;
};

template <class Visitor>
void arrival_fields(Visitor& v, ArrivalsDraft& r, Typical const& rate) {
    constexpr Range rates{0.0, 1e9, "0 /s or more and at most 1,000,000,000 /s"};
    constexpr Range variations{0.0, 1000.0, {}};
    v.required("rate", r.value.rate, like(Real<PerSecond>{rates}, rate.example, rate.low, rate.high),
               "weekly mean, all regions together");
    v.optional("by", r.by, Reference{"masses"}, "the mass that splits the rate; without: equal shares");
    v.optional("curve", r.curve, Reference{"curves"}, "its week; without: the same at all hours");
    v.defaulted("variation", r.value.variation, Real{Dimension::number, variations}, "1",
                "coefficient of variation of the gaps: 0 regular, 1 Poisson, more: bursts");
}

template <class Visitor>
void fields(Visitor& v, ArrivalsDraft& r) {
    arrival_fields(v, r, {"300 /d", "0.01 /d", "10000 /s"});
}

inline constexpr Enum<Residency> residencies{{"province", Residency::province}, {"city", Residency::city}};

struct ResidencyDraft : RecordDraft {  // not written: data may go anywhere
    Residency within{Residency::anywhere};
    double share{1.0};
};

template <class Visitor>
void fields(Visitor& v, ResidencyDraft& r) {
    v.required("within", r.within, residencies,
               "what the data may not leave: the province of their region's node, or that node");
    v.defaulted("share", r.share, like(Real{Dimension::fraction, positive_share}, "50 %"), "100 %",
                "of what arrives; the rest may go anywhere");
}

inline constexpr Enum<FailureRule> failure_rules{{"requeue", FailureRule::requeue},
                                                 {"resume_elsewhere", FailureRule::resume_elsewhere},
                                                 {"wait", FailureRule::wait},
                                                 {"lose", FailureRule::lose}};
inline constexpr Enum<CheckpointPlace> checkpoint_places{{"local", CheckpointPlace::local},
                                                         {"remote", CheckpointPlace::remote}};
inline constexpr Enum<CheckpointRule> checkpoint_rules{
    {"given", CheckpointRule::given}, {"young", CheckpointRule::young}, {"daly", CheckpointRule::daly}};

template <class Visitor>
void fields(Visitor& v, GroupOf<LateValue>& r) {
    v.defaulted("share", r.value.share, like(Real{Dimension::fraction, a_share}, "50 %"), "0 %",
                "of the value, just beyond the objective");
    v.optional("to_zero_in", r.value.to_zero_in, like(Real<Duration>{positive}, "24 h", "1 s", "365 d"),
               "over which it falls linearly to 0; without: it stays");
}

struct ClassRecord : RecordOf<WorkloadClass> {
    GroupOf<LateValue> late_value;  // not written: nothing remains
    Field<std::string> value_curve;
    ArrivalsDraft arrivals;
    Field<Home::Value> input_home;
    Field<std::vector<Item>> stacks, models;
    ResidencyDraft residency;
    Field<Components::Value> policy;
};

template <class Visitor>
void fields(Visitor& v, ClassRecord& r) {
    constexpr Enum<WorkKind> kinds{std::span<NamedWorkKind const>{work_kinds}, &NamedWorkKind::name,
                                   &NamedWorkKind::kind};
    WorkloadClass& c = r.value;
    constexpr std::int64_t most = 1'000'000;
    named_in_reports(v, c, r);
    v.required("kind", c.kind, kinds, "which efficiency of an accelerator counts");
    v.group("arrivals", r.arrivals, "when jobs come; without: only those under 'jobs'");
    v.defaulted("accelerators", c.accelerators, like(Size{Dimension::count}, "8", "1", "1000000"), "1",
                "gang width; 0: only moves and stores data");
    v.optional("runtime", c.runtime, like(Size{Dimension::duration}, "2 h", "100 ms", "1000 d"),
               "on the reference accelerator");
    v.defaulted("estimate", c.estimate, like(Size{Dimension::number}, "1.5", "0.1", "100"), "1",
                "the user's estimate of the runtime, as a multiple of it; a job that runs longer goes on");
    v.defaulted("input", c.input, like(Size{Dimension::bytes}, "20 GB", "1 kB", "100 PB"), "0 B",
                "moved to the site before the work");
    v.defaulted("output", c.output, like(Size{Dimension::bytes}, "2 GB", "1 kB", "100 PB"), "0 B",
                "moved to the origin after the work");
    v.defaulted("input_home", r.input_home, Home{}, "origin", "where the input lives");
    v.defaulted("transfer_weight", c.transfer_weight,
                like(Real{Dimension::number, Range{0.001, 1000.0, {}}}, "2"), "1",
                "of its data where links are shared: 2 gets twice what 1 gets");
    v.optional("transfer_cap", c.transfer_cap,
               like(Real<BytesPerSecond>{positive}, "10 Gbit/s", "1 Mbit/s", "100 Tbit/s"),
               "the most that each of its transfers may have; without: what the links give");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.defaulted("priority", c.priority, Whole{-most, most}, "0", "smaller goes first");
    v.optional("objective", c.objective, like(Real<Duration>{positive}, "24 h", "1 ms", "1000 d"),
               "on the time from arrival to the last output byte");
    v.optional(
        "value", c.value,
        like(Real<CnyPerAcceleratorHour>{not_negative}, "3 CNY/acc-h", "0.01 CNY/acc-h", "1000 CNY/acc-h"),
        "of its work within the objective, by accelerator-hours on the reference accelerator; without: "
        "not given");
    v.group("late_value", r.late_value, "what remains of the value beyond the objective; without: nothing");
    v.optional("value_curve", r.value_curve, Reference{"curves"},
               "the value over a week, by the hour of arrival; without: the same at all hours");
    v.defaulted("retain_input", c.retains_input, Bool{}, "false",
                "whether the input stays in the site's storage when the job is done");
    v.optional("retain_for", c.retention, like(Real<Duration>{positive}, "90 d", "1 s", "36500 d"),
               "how long a retained input stays; without: for good");
    v.defaulted("preemptible", c.preemptible, Bool{}, "false",
                "whether services may reclaim accelerators from its jobs");
    v.defaulted(
        "checkpoint_rule", c.checkpoint_rule, checkpoint_rules, "given",
        "how 'checkpoint' is chosen: given, or by Young or Daly from checkpoint_write and the gang's MTTI");
    v.defaulted("checkpoint", c.checkpoint, like(Real<Duration>{not_negative}, "30 min", "1 s", "30 d"),
                "0 s", "of work between two checkpoints; 0: none, and a preempted or failed job starts over");
    v.defaulted("checkpoint_write", c.checkpoint_write,
                like(Real<Duration>{not_negative}, "60 s", "10 ms", "1 d"), "0 s",
                "time without work for each checkpoint; the rules of Young and Daly ask for one above 0");
    v.defaulted("restart", c.restart, like(Real<Duration>{not_negative}, "10 min", "10 ms", "7 d"), "0 s",
                "that a preempted or failed job takes to go on");
    v.defaulted(
        "on_failure", c.on_failure, failure_rules, "resume_elsewhere",
        "of a job that loses its accelerators: it begins again (requeue), goes on from its last checkpoint "
        "(resume_elsewhere), waits for them (wait), or is lost (lose)");
    v.defaulted("checkpoints", c.checkpoints, checkpoint_places, "local",
                "local: at the site, and out of reach with it; remote: at the home of its data");
    v.defaulted("checkpoint_size", c.checkpoint_size,
                like(Real<Bytes>{not_negative}, "500 GB", "1 MB", "100 TB"), "0 B",
                "moved before a job with remote checkpoints goes on elsewhere");
    v.defaulted("tries", c.tries, like(Whole{0, 1'000'000}, "3"), "0",
                "how often a job may lose its accelerators before it is lost; 0: without end");
    v.defaulted("copies", c.input_home.copies, like(Whole{1, 100}, "2"), "1",
                "of its input: at its home, and at the nearest other nodes with sites, which answer while "
                "the home is "
                "lost");
    v.optional("policy", r.policy, Components{"nearest_user", &Vocabulary::policies},
               "where its jobs go; the scenario's by default");
}

// What the numbers of a single job may be.
inline constexpr WholeAccelerators job_width{{0, 1'000'000'000, {"8"}}};
inline constexpr auto job_time = like(Real<Duration>{not_negative}, "2 h");
inline constexpr auto job_arrival = like(Real<SimTime>{not_negative}, "3 h");
inline constexpr auto job_bytes =
    like(Real<Bytes>{Range{0.0, largest_size(Dimension::bytes), "0 B or more and at most 100 PB"}}, "20 GB");

// What a single job may say of itself where its class has none, or another.
struct JobDraft {
    Field<std::string> workload_class, origin, input_home;
};

template <class Visitor>
void job_sizes(Visitor& v, JobDescription& job, JobDraft& names) {
    v.optional("accelerators", job.width, job_width, "gang width; the class's by default");
    v.optional("runtime", job.runtime, job_time, "the class's by default");
    v.optional("estimate", job.estimate, job_time,
               "the user's, of the runtime; the class's multiple of it by default");
    v.optional("input", job.input, job_bytes, "the class's by default");
    v.optional("output", job.output, job_bytes, "the class's by default");
    v.optional("input_home", names.input_home, Reference{"nodes"}, "the class's by default");
}

struct JobRecord : GroupOf<ListedJob> {
    JobDraft names;
};

template <class Visitor>
void fields(Visitor& v, JobRecord& r) {
    v.optional(
        "name", r.value.name, Text{"job-17"},
        "carried to jobs.csv and decisions.csv, to join results to the input; need not be unique; draws of "
        "the job are by name and 'at'");
    v.required("class", r.names.workload_class, Reference{"classes"}, "what it is an instance of");
    v.required("origin", r.names.origin, Reference{"regions"}, "the region that it comes from");
    v.required("at", r.value.arrival, job_arrival, "when it arrives, from the start");
    job_sizes(v, r.value.job, r.names);
}

// A long job, as a training run: reported by name, with what it has done rather than when it ends.
struct CalendarRecord : RecordOf<CalendarJob> {
    ListedJob listed;
    JobDraft names;
    double done{0.0};  // share of its work
};

template <class Visitor>
void fields(Visitor& v, CalendarRecord& r) {
    constexpr Range part{0.0, 0.999999, "0 % or more and less than 100 %"};
    named(v, r.value.name, r);
    v.required("class", r.names.workload_class, Reference{"classes"}, "what it is an instance of");
    v.required("origin", r.names.origin, Reference{"regions"}, "the region that it comes from");
    v.defaulted("opens", r.listed.arrival, job_arrival, "0 d",
                "when its start window opens, from the start; beyond the horizon: it takes no part");
    v.optional("start_by", r.value.start_by, job_arrival,
               "when its start window closes; it starts later if it must, and is reported");
    v.defaulted("done", r.done, like(Real{Dimension::fraction, part}, "50 %"), "0 %",
                "of its work before the run: it goes on at its site with its input there");
    job_sizes(v, r.listed.job, r.names);
}

template <class Visitor>
void fields(Visitor& v, GroupOf<Provenance>& r) {
    v.required("what", r.value.what, Text{"fibre_delay"}, "dotted path of a key of this scenario");
    v.required("source", r.value.source, Text{"S22"}, "where the figure comes from");
    v.required("grade", r.value.grade, Word{grade_words},
               "A official, B press, C weak, D derived, K unverified, M modelling choice");
    v.optional("note", r.value.note, Text{"2022 average", true}, "remarks on the figure");
}

}  // namespace meridian::scenario
