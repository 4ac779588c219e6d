// The records of the work that there is to do as they are read, and the declarations of their keys.
#pragma once

#include <array>
#include <cstdint>
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
        Item node;       // HomeKind::node
        Item mass;       // HomeKind::gravity
        double decay{};  // HomeKind::gravity: km
    };
    [[nodiscard]] std::string example() const { return "origin"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

struct CurveInput : RecordInput {
    Field<std::vector<double>> hours, weekend;
};

template <class Visitor>
void fields(Visitor& v, CurveInput& r) {
    Reals const day{Dimension::number, Range{0.0, 1e6, "from 0 to 1000000"}, 24};
    named(v, r);
    v.required("hours", r.hours, day, "weights of the local hours, Monday to Friday");
    v.optional("weekend", r.weekend, day, "the same on Saturday and Sunday; as on other days by default");
}

struct ArrivalsInput {
    Draft const* draft{nullptr};  // nullptr: only listed jobs
    Field<double> rate, variation;
    Field<std::string> by, curve;
};

template <class Visitor>
void fields(Visitor& v, ArrivalsInput& r) {
    constexpr Range rates{0.0, 1e9, "0 /s or more and at most 1e9 /s"};
    constexpr Range variations{0.0, 1000.0, "from 0 to 1000"};
    v.required("rate", r.rate, Real{Dimension::frequency, rates}, "weekly mean, all regions together");
    v.optional("by", r.by, Reference{"masses"}, "the mass that splits the rate; without: equal shares");
    v.optional("curve", r.curve, Reference{"curves"}, "its week; without: the same at all hours");
    v.defaulted("variation", r.variation, Real{Dimension::number, variations}, "1",
                "coefficient of variation of the gaps: 0 regular, 1 Poisson, more: bursts");
}

inline constexpr std::array<std::string_view, 2> within_words{"province", "city"};  // Residency, from 1

struct ResidencyInput {
    Draft const* draft{nullptr};  // nullptr: data may go anywhere
    Field<std::size_t> within;    // of within_words
    Field<double> share;
};

template <class Visitor>
void fields(Visitor& v, ResidencyInput& r) {
    v.required("within", r.within, Word{within_words},
               "what the data may not leave: the province of their region's node, or that node");
    v.defaulted("share", r.share, Real{Dimension::fraction, positive_share}, "100 %",
                "of what arrives; the rest may go anywhere");
}

inline constexpr std::array<std::string_view, 3> rule_words{"given", "young", "daly"};  // CheckpointRule

struct ClassInput : RecordInput {
    Field<std::size_t> kind;  // of kind_words
    ArrivalsInput arrivals;
    Field<Distribution> accelerators, runtime, estimate, input, output;
    Field<Home::Value> input_home;
    Field<double> transfer_weight, transfer_cap;
    Field<std::vector<Item>> stacks, models;
    ResidencyInput residency;
    Field<std::int64_t> priority;
    Field<double> objective;
    Field<std::size_t> retain_input, preemptible;  // of truth_words
    Field<double> retain_for, checkpoint, checkpoint_write, restart;
    Field<std::size_t> checkpoint_rule;  // of rule_words
    Field<Components::Value> policy;
};

template <class Visitor>
void fields(Visitor& v, ClassInput& r) {
    constexpr std::int64_t most = 1'000'000;
    named(v, r);
    v.required("kind", r.kind, Word{kind_words}, "which efficiency of an accelerator counts");
    v.group("arrivals", r.arrivals, "when jobs come; without: only those under 'jobs'");
    v.defaulted("accelerators", r.accelerators, Size{Dimension::count}, "1",
                "gang width; 0: only moves and stores data");
    v.optional("runtime", r.runtime, Size{Dimension::duration}, "on the reference accelerator");
    v.defaulted("estimate", r.estimate, Size{Dimension::number}, "1",
                "the user's estimate of the runtime, as a multiple of it; who outlives it goes on");
    v.defaulted("input", r.input, Size{Dimension::bytes}, "0 B", "moved to the site before the work");
    v.defaulted("output", r.output, Size{Dimension::bytes}, "0 B", "moved to the origin after the work");
    v.defaulted("input_home", r.input_home, Home{}, "origin", "where the input lives");
    v.defaulted("transfer_weight", r.transfer_weight,
                Real{Dimension::number, Range{0.001, 1000.0, "from 0.001 to 1000"}}, "1",
                "of its data where links are shared: 2 gets twice what 1 gets");
    v.optional("transfer_cap", r.transfer_cap, Real{Dimension::data_rate, positive},
               "the most that each of its transfers may have; without: what the links give");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.defaulted("priority", r.priority, Whole{-most, most}, "0", "smaller goes first");
    v.optional("objective", r.objective, Real{Dimension::duration, positive},
               "on the time from arrival to the last output byte");
    v.defaulted("retain_input", r.retain_input, Word{truth_words}, "false",
                "whether the input stays in the site's storage when the job is done");
    v.optional("retain_for", r.retain_for, Real{Dimension::duration, positive},
               "how long a retained input stays; without: for good");
    v.defaulted("preemptible", r.preemptible, Word{truth_words}, "false",
                "whether services that want their lent accelerators again may send its jobs away");
    v.defaulted(
        "checkpoint_rule", r.checkpoint_rule, Word{rule_words}, "given",
        "how 'checkpoint' is chosen: given, or by Young or Daly from checkpoint_write and the gang's MTTI");
    v.defaulted("checkpoint", r.checkpoint, Real{Dimension::duration, not_negative}, "0 s",
                "of work between two checkpoints; 0: none, and a job that is sent away or fails begins anew");
    v.defaulted("checkpoint_write", r.checkpoint_write, Real{Dimension::duration, not_negative}, "0 s",
                "that the work stands still for each checkpoint");
    v.defaulted("restart", r.restart, Real{Dimension::duration, not_negative}, "0 s",
                "that it takes a job that was sent away or has failed to go on");
    v.optional("policy", r.policy, Components{"nearest_user", &Vocabulary::policies},
               "where its jobs go; the scenario's by default");
}

inline constexpr std::array<std::string_view, 2> until_words{"first_token", "last_token"};  // Until

struct ServiceInput : RecordInput {
    ArrivalsInput requests;
    Field<Distribution> tokens_in, tokens_out;
    Field<double> prefill, decode, objective, target, max_load, start_up;
    Field<std::int64_t> accelerators, slots;
    Field<std::size_t> until;  // of until_words
    Field<std::vector<Item>> stacks, models;
    ResidencyInput residency;
    Field<Component::Value> policy;
};

template <class Visitor>
void fields(Visitor& v, ServiceInput& r) {
    constexpr std::int64_t most = 1'000'000;
    constexpr Range paces{1e-6, 1e12, "above 0 /s and at most 1e12 /s"};
    constexpr Range loads{0.01, 0.99, "from 1 % to 99 %"};
    constexpr Range targets{0.5, 0.9999, "from 50 % to 99.99 %"};
    named(v, r);
    v.group("requests", r.requests, "when requests come");
    v.defaulted("tokens_in", r.tokens_in, Size{Dimension::count}, "1",
                "that a request has read: tokens, frames, images");
    v.defaulted("tokens_out", r.tokens_out, Size{Dimension::count}, "0", "that are made for it one by one");
    v.required("prefill", r.prefill, Real{Dimension::frequency, paces},
               "tokens read in one slot on the reference accelerator");
    v.optional("decode", r.decode, Real{Dimension::frequency, paces}, "tokens made, likewise");
    v.defaulted("accelerators", r.accelerators, Whole{1, most}, "1", "of one replica");
    v.defaulted("slots", r.slots, Whole{1, most}, "1", "requests that a replica works on at a time");
    v.optional("stacks", r.stacks, Names{"cann"}, "accepted software stacks; without: any");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accepted accelerator models; without: any");
    v.group("residency", r.residency, "where its data may go; without: anywhere");
    v.required("objective", r.objective, Real{Dimension::duration, positive},
               "from the user's request to the token that he waits for: way, queue, work and way back");
    v.defaulted("until", r.until, Word{until_words}, "first_token", "which token he waits for");
    v.defaulted("target", r.target, Real{Dimension::fraction, targets}, "99 %",
                "share of requests whose wait in the queue replicas are to keep within the objective");
    v.defaulted("max_load", r.max_load, Real{Dimension::fraction, loads}, "95 %",
                "of the slots; requests beyond are refused");
    v.defaulted("start_up", r.start_up, Real{Dimension::duration, not_negative}, "3 min",
                "of a replica, from taking accelerators to the first request");
    v.defaulted("policy", r.policy, Component{"home", &Vocabulary::service_policies}, "home",
                "where its requests go");
}

struct ServingInput {
    Draft const* draft{nullptr};
    Field<double> epoch, give_back;
    Field<std::size_t> lends;  // of truth_words
};

template <class Visitor>
void fields(Visitor& v, ServingInput& r) {
    constexpr Range epochs{1e9, 3600e9, "from 1 s to 1 h"};
    v.defaulted("epoch", r.epoch, Real{Dimension::duration, epochs}, "5 min",
                "between two counts of the replicas; goes into an hour a whole number of times");
    v.defaulted("lends", r.lends, Word{truth_words}, "false",
                "whether jobs may use what services do not need now; else they hold what their peak needs");
    v.defaulted("give_back", r.give_back, Real{Dimension::duration, not_negative}, "2 min",
                "from asking for lent accelerators until they are free");
}

// What the numbers of a single job may be.
inline constexpr Whole job_width{0, 1'000'000'000};
inline constexpr Real job_time{Dimension::duration, not_negative};
inline constexpr Real job_bytes{Dimension::bytes,
                                Range{0.0, largest_size(Dimension::bytes), "0 B or more and at most 100 PB"}};

// What a single job may say of itself where its class has none, or another.
struct JobSizes {
    Draft const* draft{nullptr};
    Field<std::string> workload_class, origin, input_home;
    Field<double> runtime, estimate, input, output;
    Field<std::int64_t> accelerators;
};

template <class Visitor>
void job_sizes(Visitor& v, JobSizes& r) {
    v.optional("accelerators", r.accelerators, job_width, "gang width; the class's by default");
    v.optional("runtime", r.runtime, job_time, "the class's by default");
    v.optional("estimate", r.estimate, job_time,
               "the user's, of the runtime; the class's multiple of it by default");
    v.optional("input", r.input, job_bytes, "the class's by default");
    v.optional("output", r.output, job_bytes, "the class's by default");
    v.optional("input_home", r.input_home, Reference{"nodes"}, "the class's by default");
}

struct JobInput : JobSizes {
    Field<std::string> name;
    Field<double> at;
};

template <class Visitor>
void fields(Visitor& v, JobInput& r) {
    v.optional("name", r.name, Text{"job-17"},
               "carried to jobs.csv and decisions.csv, to join results to the input; need not be unique");
    v.required("class", r.workload_class, Reference{"classes"}, "what it is an instance of");
    v.required("origin", r.origin, Reference{"regions"}, "the region that it comes from");
    v.required("at", r.at, job_time, "when it arrives, from the start");
    job_sizes(v, r);
}

// A long job, as a training run: told of by name, and of what it has done rather than when it ends.
struct CalendarInput : RecordInput {
    JobSizes job;
    Field<double> opens, start_by, done;
};

template <class Visitor>
void fields(Visitor& v, CalendarInput& r) {
    constexpr Range part{0.0, 0.999999, "0 % or more and less than 100 %"};
    r.job.draft = r.draft;
    named(v, r);
    v.required("class", r.job.workload_class, Reference{"classes"}, "what it is an instance of");
    v.required("origin", r.job.origin, Reference{"regions"}, "the region that it comes from");
    v.defaulted("opens", r.opens, Real{Dimension::duration, not_negative}, "0 d",
                "when its start window opens, from the start; beyond the horizon: it takes no part");
    v.optional("start_by", r.start_by, Real{Dimension::duration, not_negative},
               "when its start window closes; it starts later if it must, and is told of");
    v.defaulted("done", r.done, Real{Dimension::fraction, part}, "0 %",
                "of its work before the run: it goes on at its site with its input there");
    job_sizes(v, r.job);
}

struct ProvenanceInput {
    Draft const* draft{nullptr};
    Field<std::string> what, source, note;
    Field<std::size_t> grade;
};

template <class Visitor>
void fields(Visitor& v, ProvenanceInput& r) {
    v.required("what", r.what, Text{"fibre_delay"}, "dotted path of a key of this scenario");
    v.required("source", r.source, Text{"S22"}, "where the figure comes from");
    v.required("grade", r.grade, Word{grade_words},
               "A official, B press, C weak, D derived, K unverified, M modelling choice");
    v.optional("note", r.note, Text{"2022 average", true}, "what else to know of the figure");
}

}  // namespace meridian::scenario
