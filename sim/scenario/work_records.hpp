// The records of jobs, services and the calendar, and the declarations of their keys; as in records.hpp.
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
    Reals const day{Dimension::number, Range{0.0, 1e6, "from 0 to 1000000"}, 24};
    named(v, r.name, r);
    v.required("hours", r.hours, day, "weights of the local hours, Monday to Friday");
    v.optional("weekend", r.weekend, day, "the same on Saturday and Sunday; as on other days by default");
}

struct ArrivalsDraft : GroupOf<Arrivals> {  // not written: only listed jobs
    Field<std::string> by, curve;
};

template <class Visitor>
void fields(Visitor& v, ArrivalsDraft& r) {
    constexpr Range rates{0.0, 1e9, "0 /s or more and at most 1e9 /s"};
    constexpr Range variations{0.0, 1000.0, "from 0 to 1000"};
    v.required("rate", r.value.rate, Real<PerSecond>{rates}, "weekly mean, all regions together");
    v.optional("by", r.by, Reference{"masses"}, "the mass that splits the rate; without: equal shares");
    v.optional("curve", r.curve, Reference{"curves"}, "its week; without: the same at all hours");
    v.defaulted("variation", r.value.variation, Real{Dimension::number, variations}, "1",
                "coefficient of variation of the gaps: 0 regular, 1 Poisson, more: bursts");
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
    v.defaulted("share", r.share, Real{Dimension::fraction, positive_share}, "100 %",
                "of what arrives; the rest may go anywhere");
}

inline constexpr Enum<CheckpointRule> checkpoint_rules{
    {"given", CheckpointRule::given}, {"young", CheckpointRule::young}, {"daly", CheckpointRule::daly}};

template <class Visitor>
void fields(Visitor& v, GroupOf<LateValue>& r) {
    v.defaulted("share", r.value.share, Real{Dimension::fraction, a_share}, "0 %",
                "of the value, just beyond the objective");
    v.optional("to_zero_in", r.value.to_zero_in, Real<Duration>{positive},
               "over which it falls in a line to nothing; without: it stays");
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
    v.defaulted("accelerators", c.accelerators, Size{Dimension::count}, "1",
                "gang width; 0: only moves and stores data");
    v.optional("runtime", c.runtime, Size{Dimension::duration}, "on the reference accelerator");
    v.defaulted("estimate", c.estimate, Size{Dimension::number}, "1",
                "the user's estimate of the runtime, as a multiple of it; a job that runs longer goes on");
    v.defaulted("input", c.input, Size{Dimension::bytes}, "0 B", "moved to the site before the work");
    v.defaulted("output", c.output, Size{Dimension::bytes}, "0 B", "moved to the origin after the work");
    v.defaulted("input_home", r.input_home, Home{}, "origin", "where the input lives");
    v.defaulted("transfer_weight", c.transfer_weight,
                Real{Dimension::number, Range{0.001, 1000.0, "from 0.001 to 1000"}}, "1",
                "of its data where links are shared: 2 gets twice what 1 gets");
    v.optional("transfer_cap", c.transfer_cap, Real<BytesPerSecond>{positive},
               "the most that each of its transfers may have; without: what the links give");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.defaulted("priority", c.priority, Whole{-most, most}, "0", "smaller goes first");
    v.optional("objective", c.objective, Real<Duration>{positive},
               "on the time from arrival to the last output byte");
    v.optional(
        "value", c.value, Real<CnyPerAcceleratorHour>{not_negative},
        "of its work within the objective, by accelerator-hours on the reference accelerator; without: "
        "not given");
    v.group("late_value", r.late_value, "what remains of the value beyond the objective; without: nothing");
    v.optional("value_curve", r.value_curve, Reference{"curves"},
               "the value over a week, by the hour of arrival; without: the same at all hours");
    v.defaulted("retain_input", c.retains_input, Bool{}, "false",
                "whether the input stays in the site's storage when the job is done");
    v.optional("retain_for", c.retention, Real<Duration>{positive},
               "how long a retained input stays; without: for good");
    v.defaulted("preemptible", c.preemptible, Bool{}, "false",
                "whether services may reclaim accelerators from its jobs");
    v.defaulted(
        "checkpoint_rule", c.checkpoint_rule, checkpoint_rules, "given",
        "how 'checkpoint' is chosen: given, or by Young or Daly from checkpoint_write and the gang's MTTI");
    v.defaulted("checkpoint", c.checkpoint, Real<Duration>{not_negative}, "0 s",
                "of work between two checkpoints; 0: none, and a preempted or failed job starts over");
    v.defaulted("checkpoint_write", c.checkpoint_write, Real<Duration>{not_negative}, "0 s",
                "time without work for each checkpoint; the rules of Young and Daly ask for one above 0");
    v.defaulted("restart", c.restart, Real<Duration>{not_negative}, "0 s",
                "that a preempted or failed job takes to go on");
    v.optional("policy", r.policy, Components{"nearest_user", &Vocabulary::policies},
               "where its jobs go; the scenario's by default");
}

inline constexpr Enum<Until> untils{{"first_token", Until::first_token}, {"last_token", Until::last_token}};

// Which of the prices of a service counts.
enum class PricedBy : std::uint8_t { accelerator_hours, requests, tokens };
inline constexpr Enum<PricedBy> priced_by{{"accelerator_hours", PricedBy::accelerator_hours},
                                          {"requests", PricedBy::requests},
                                          {"tokens", PricedBy::tokens}};

// What its requests are worth.
struct ServiceValueDraft : GroupOf<ServiceValue> {  // not written: not given
    std::optional<PricedBy> by;
    Field<std::string> curve;
};

template <class Visitor>
void fields(Visitor& v, ServiceValueDraft& r) {
    v.optional("by", r.by, priced_by, "which of the prices below counts; without: the only one");
    v.optional("per_accelerator_hour", r.value.per_accelerator_hour,
               Real<CnyPerAcceleratorHour>{not_negative},
               "of a replica of reference accelerators with all slots at work");
    v.optional("per_request", r.value.per_request, Real<CnyPerMillionRequests>{not_negative},
               "of requests within the objective");
    v.optional("per_token_in", r.value.per_token_in, Real<CnyPerMillionTokens>{not_negative},
               "of what is read for them");
    v.optional("per_token_out", r.value.per_token_out, Real<CnyPerMillionTokens>{not_negative},
               "of what is made for them");
    v.defaulted("late_share", r.value.late_share, Real{Dimension::fraction, a_share}, "0 %",
                "of the value, that remains of requests beyond the objective");
    v.optional("curve", r.curve, Reference{"curves"},
               "the value over a week, by the hour of the request; without: the same at all hours");
}

template <class Visitor>
void fields(Visitor& v, GroupOf<Variability>& r) {
    constexpr Range variations{0.0, 10.0, "from 0 to 10"};
    v.required("cv", r.value.cv, Real{Dimension::fraction, variations},
               "coefficient of variation of a region's rate around what its hour has");
    v.defaulted("correlation_time", r.value.correlation_time, Real<Duration>{not_negative}, "1 h",
                "in which the correlation of a rate with itself falls to 1/e; 0: epochs are independent");
    v.defaulted("regional_correlation", r.value.regional_correlation, Real{Dimension::fraction, a_share},
                "0 %", "of the logarithms of the rates of two regions");
}

struct ServiceRecord : RecordOf<Service> {
    ArrivalsDraft requests;
    GroupOf<Variability> variability;  // not written: the rate is what its hour has
    ServiceValueDraft value_of_requests;
    Field<std::vector<Item>> stacks, models;
    ResidencyDraft residency;
    Field<ComponentField::Value> policy;
};

template <class Visitor>
void fields(Visitor& v, ServiceRecord& r) {
    Service& s = r.value;
    constexpr std::int64_t most = 1'000'000;
    constexpr Range paces{1e-6, 1e12, "above 0 /s and at most 1e12 /s"};
    constexpr Range loads{0.01, 0.99, "from 1 % to 99 %"};
    constexpr Range targets{0.5, 0.9999, "from 50 % to 99.99 %"};
    named_in_reports(v, s, r);
    v.group("requests", r.requests, "when requests come");
    v.group("variability", r.variability,
            "chance of the mean rate from epoch to epoch, beside that of single requests; without: none");
    v.defaulted("tokens_in", s.tokens_in, Size{Dimension::count}, "1",
                "that a request has read: tokens, frames, images");
    v.defaulted("tokens_out", s.tokens_out, Size{Dimension::count}, "0", "that are made for it one by one");
    v.required("prefill", s.prefill_per_s, Real{Dimension::frequency, paces},
               "tokens read in one slot on the reference accelerator");
    v.optional("decode", s.decode_per_s, Real{Dimension::frequency, paces},
               "tokens made in one slot on the reference accelerator");
    v.defaulted("accelerators", s.replica_accelerators, Whole{1, most}, "1", "of one replica");
    v.defaulted("slots", s.slots, Whole{1, most}, "1", "requests that a replica works on at a time");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.required("objective", s.objective, Real<Duration>{positive},
               "from the user's request to the token that he waits for: way, queue, work and way back");
    v.defaulted("until", s.until, untils, "first_token", "which token he waits for");
    v.group("value", r.value_of_requests, "of requests within the objective; without: not given");
    v.defaulted("target", s.target, Real{Dimension::fraction, targets}, "99 %",
                "share of requests whose wait in the queue replicas are to keep within the objective");
    v.defaulted("max_load", s.max_load, Real{Dimension::fraction, loads}, "95 %",
                "of the slots; requests beyond are refused");
    v.defaulted("start_up", s.start_up, Real<Duration>{not_negative}, "3 min",
                "of a replica, from taking accelerators to the first request");
    v.defaulted("policy", r.policy, ComponentField{"home", &Vocabulary::service_policies}, "home",
                "where its requests go");
}

inline constexpr Enum<ForecastKind> forecast_kinds{
    {"perfect", ForecastKind::perfect},
    {"last_epoch", ForecastKind::last_epoch},
    {"same_hour_last_week", ForecastKind::same_hour_last_week}};

template <class Visitor>
void fields(Visitor& v, GroupOf<Forecast>& r) {
    constexpr Range errors{0.0, 10.0, "from 0 to 10"};
    v.defaulted(
        "kind", r.value.kind, forecast_kinds, "perfect",
        "what comes; what came in the epoch before replicas are taken; what came seven days before (in the "
        "first week: what the hour has)");
    v.defaulted(
        "error", r.value.error, Real{Dimension::fraction, errors}, "0 %",
        "coefficient of variation of what comes over what is forecast; a perfect forecast errs by it, of "
        "the others it is what 'plan_for' goes by");
}

struct ServingDraft : GroupOf<Serving> {
    GroupOf<Forecast> forecast;
};

template <class Visitor>
void fields(Visitor& v, ServingDraft& r) {
    constexpr Range levels{0.5, 0.9999, "from 50 % to 99.99 %"};
    constexpr Range epochs{1e9, 3600e9, "from 1 s to 1 h"};
    v.defaulted("epoch", r.value.epoch, Real<Duration>{epochs}, "5 min",
                "between two counts of the replicas; goes into an hour a whole number of times");
    v.defaulted("lends", r.value.lends, Bool{}, "false",
                "whether jobs may use what services do not need now; else they hold what their peak needs, "
                "and no job uses it");
    v.defaulted("reclaim_time", r.value.reclaim_time, Real<Duration>{not_negative}, "2 min",
                "from the reclaim of preemptible accelerators until they are free");
    v.group("forecast", r.forecast,
            "what is known of an epoch when its replicas are taken; without: its rates");
    v.optional("plan_for", r.value.plan_for, Real{Dimension::fraction, levels},
               "probability that the replicas of a site carry what comes, by the error of the forecast; "
               "without: they "
               "are planned for the forecast");
}

// Requests come more or less often for a while: once, or again and again at random.
struct DemandEventRecord : RecordOf<DemandEvent> {
    Field<std::vector<Item>> services, regions;
};

template <class Visitor>
void fields(Visitor& v, DemandEventRecord& r) {
    constexpr Range factors{0.001, 1000.0, "from 0.001 to 1000"};
    constexpr Range times{1e9, no_bound, "1 s or more"};
    named(v, r.value.name, r);
    v.required("factor", r.value.factor, Real{Dimension::number, factors}, "times the rates of requests");
    v.required("duration", r.value.duration, Real<Duration>{times}, "how long it lasts");
    v.optional("start", r.value.start, Real<Duration>{not_negative},
               "when it begins, from the start; or give every");
    v.optional("every", r.value.every, Real<Duration>{times},
               "mean time from one begin to the next, exponential; at least its duration");
    v.optional("services", r.services, Names{"chat"}, "whose requests; without: all");
    v.optional("regions", r.regions, Names{"beijing"}, "whose users; without: all");
}

// What the numbers of a single job may be.
inline constexpr WholeAccelerators job_width{{0, 1'000'000'000}};
inline constexpr Real<Duration> job_time{not_negative};
inline constexpr Real<SimTime> job_arrival{not_negative};
inline constexpr Real<Bytes> job_bytes{
    Range{0.0, largest_size(Dimension::bytes), "0 B or more and at most 100 PB"}};

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
    v.defaulted("done", r.done, Real{Dimension::fraction, part}, "0 %",
                "of its work before the run: it goes on at its site with its input there");
    job_sizes(v, r.listed.job, r.names);
}

template <class Visitor>
void fields(Visitor& v, GroupOf<Provenance>& r) {
    v.required("what", r.value.what, Text{"fibre_delay"}, "dotted path of a key of this scenario");
    v.required("source", r.value.source, Text{"S22"}, "where the figure comes from");
    v.required("grade", r.value.grade, Word{grade_words},
               "A official, B press, C weak, D derived, K unverified, M modelling choice");
    v.optional("note", r.value.note, Text{"2022 average", true}, "what else to know of the figure");
}

}  // namespace meridian::scenario
