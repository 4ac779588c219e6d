// The keys of a study file as they are read, and their declarations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/scenario/fields.hpp"
#include "sim/scenario/records.hpp"
#include "sim/scenario/rule_records.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

using scenario::Draft;
using scenario::Field;

inline constexpr std::int64_t study_format = 1;  // of study files, their key `study`

inline constexpr scenario::Enum<Role> role_words{
    {"compared", Role::compared}, {"response", Role::response}, {"future", Role::future}};
// The same with those that follow from what an axis does, as study.json has them.
inline constexpr scenario::Enum<Role> all_role_words{
    {"compared", Role::compared}, {"response", Role::response}, {"future", Role::future},
    {"removed", Role::removed},   {"added", Role::added},       {"lost", Role::lost}};
inline constexpr scenario::Enum<LossOf> loss_words{{"sites", LossOf::sites},
                                                   {"links", LossOf::links},
                                                   {"provinces", LossOf::provinces},
                                                   {"pools", LossOf::pools}};
inline constexpr scenario::Enum<DesignKind> design_words{
    {"grid", DesignKind::grid},        {"latin_hypercube", DesignKind::latin_hypercube},
    {"sobol", DesignKind::sobol},      {"one_at_a_time", DesignKind::one_at_a_time},
    {"list", DesignKind::list},        {"morris", DesignKind::morris},
    {"saltelli", DesignKind::saltelli}};
inline constexpr scenario::Enum<Measure> measure_words{{"accelerators", Measure::accelerators},
                                                       {"flops_fp16", Measure::flops_fp16},
                                                       {"it_power", Measure::it_power},
                                                       {"capital", Measure::capital}};
inline constexpr scenario::Enum<bool> half_width_words{{"mean", false},
                                                       {"difference", true}};  // of_difference
inline constexpr scenario::Enum<Procedure> procedure_words{{"kn", Procedure::kn}, {"ocba", Procedure::ocba}};

// Any value; whoever reads the study looks into the draft.
struct Anything {
    using Value = bool;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& /*draft*/, Value& value, scenario::Subject const& /*subject*/) const {
        return value = true;
    }
};

[[nodiscard]] inline std::string words_of(Anything const& kind) {
    return "as in " + kind.example();
}
[[nodiscard]] inline nlohmann::ordered_json schema_of(Anything const& /*kind*/) {
    return nlohmann::ordered_json::object();
}
[[nodiscard]] inline nlohmann::ordered_json example_json(Anything const& /*kind*/) {
    return nullptr;
}

struct LevelInput {
    Draft const* draft{nullptr};
    Field<std::string> name;
    Field<std::vector<scenario::Item>> files;
    Field<bool> set;  // a map of paths to values
    DisplayName display;
};

template <class Visitor>
void fields(Visitor& v, LevelInput& r) {
    using namespace scenario;
    v.required("name", r.name, Text{"pooled"}, "its name in tables");
    displayed(v, r.display.en, r.display.zh);
    v.optional("files", r.files, Names{"g_31.yaml"}, "overlay files of the base, in this order");
    v.optional("set", r.set, Anything{"{policy: least_loaded}"}, "values by their paths in the scenario");
}

struct AdditionInput {
    Draft const* draft{nullptr};  // nullptr: nothing is added
    Field<std::int64_t> accelerators;
    Field<std::string> model;
};

template <class Visitor>
void fields(Visitor& v, AdditionInput& r) {
    using namespace scenario;
    v.required("accelerators", r.accelerators, like(Whole{1, 1'000'000'000}, "1000"),
               "how many a site gets, in whole servers: rounded up");
    v.required("model", r.model, Reference{"accelerators"}, "their model");
}

struct AxisInput {
    Draft const* draft{nullptr};
    Field<std::string> name, path, tier;
    Field<Role> role;
    Field<std::vector<scenario::Item>> layouts, futures, tables;
    Field<std::vector<double>> shares;
    Field<bool> policies, values;
    Field<std::string> from, to;
    Field<std::int64_t> steps;
    Field<std::vector<scenario::Item>> remove, at;
    AdditionInput add;
    std::vector<LevelInput> levels;
};

template <class Visitor>
void fields(Visitor& v, AxisInput& r) {
    using namespace scenario;
    v.required("name", r.name, Text{"layout"}, "the name of the axis");
    v.optional("role", r.role, role_words,
               "compared; response: chosen to suit each alternative best; future: not chosen by the planner. "
               "By default "
               "policies are responses, futures are futures and the rest is compared");
    v.optional("layouts", r.layouts, Names{"g_31.yaml"},
               "overlay files of the base, one a level; 'base' stands for none");
    v.optional("futures", r.futures, Names{"three_years_on.yaml"}, "the same, of role future");
    v.optional("policies", r.policies, Anything{"[nearest_user, least_loaded]"}, "values of 'policy'");
    v.optional("path", r.path, Text{"tariffs.Ningxia_dc.price"}, "of what takes the values, tables or range");
    v.optional("values", r.values, Anything{"[0.36 CNY/kWh, 0.45 CNY/kWh]"}, "at 'path'");
    v.optional("tables", r.tables, Names{"pools_a.csv"}, "files of records, at 'path'");
    v.optional("from", r.from, Text{"0.30 CNY/kWh"}, "the lower end of a range at 'path'");
    v.optional("to", r.to, Text{"0.45 CNY/kWh"}, "the upper end, in the same unit");
    v.optional("steps", r.steps, like(Whole{2, 10'000}, "5"), "values of a range in a grid");
    v.optional("tier", r.tier, Reference{"tiers"}, "whose sites take 'shares' of the accelerators");
    v.optional("shares", r.shares, like(Reals{Dimension::fraction, a_share, 0}, "20 %"),
               "of all accelerators in that tier, the others keeping their proportions");
    v.optional("remove", r.remove, Names{"sites"},
               "sites that are left out, each in turn, to find what it is worth: names, or 'sites' for all");
    v.group("add", r.add, "accelerators that sites get, each in turn, to find where the next ones should go");
    v.optional("at", r.at, Names{"sites"},
               "of 'add': names of sites, 'sites' for all, or 'candidates' for those of this state");
    v.records("levels", r.levels, "level", "values given one by one");
}

struct LossInput {
    Draft const* draft{nullptr};
    Field<std::string> name, tier;
    Field<LossOf> each;
    Field<Duration> duration;
    Field<std::vector<double>> at;  // nanoseconds
    Field<double> left, failure_level, recovery_level;
    Field<bool> pairs;
    Field<std::vector<scenario::Item>> only;
};

template <class Visitor>
void fields(Visitor& v, LossInput& r) {
    using namespace scenario;
    constexpr Range part{0.0, 0.999999, "0 % or more and less than 100 %"};
    v.required("name", r.name, Text{"loss"}, "the name of its cases");
    v.required(
        "each", r.each, loss_words,
        "what is lost, each in a case of its own; a province with all sites there and the links that end "
        "there");
    v.required("for", r.duration, like(Real<Duration>{positive}, "7 d", "1 s", "1000 d"),
               "how long it is lost");
    v.required("at", r.at, like(Reals{Dimension::duration, not_negative, 0}, "12 d"),
               "when, from the start of the run; of several, a case for each");
    v.defaulted("left", r.left, like(Real{Dimension::fraction, part}, "40 %"), "0 %", "of what is lost");
    v.defaulted("pairs", r.pairs, Bool{}, "false", "every two of them at once, instead of each alone");
    v.optional("tier", r.tier, Reference{"tiers"}, "of sites and pools: those at sites of it; without: all");
    v.optional("only", r.only, Names{"xian, hohhot"}, "some of them, by name; without: all");
    v.defaulted("failure_level", r.failure_level, like(Real{Dimension::fraction, positive_share}, "90 %"),
                "90 %",
                "the network fails where SLO attainment falls below this share of what it was before the "
                "loss, at that time of day");
    v.defaulted("recovery_level", r.recovery_level, like(Real{Dimension::fraction, positive_share}, "95 %"),
                "95 %", "it has recovered when SLO attainment stays at this share or above");
}

struct DesignInput {
    Draft const* draft{nullptr};  // nullptr: the full grid
    Field<DesignKind> name;
    Field<std::int64_t> points, trajectories, levels, rows;
    Field<std::uint64_t> seed;
    Field<std::string> table;
};

template <class Visitor>
void fields(Visitor& v, DesignInput& r) {
    using namespace scenario;
    v.defaulted("name", r.name, design_words, "grid", "which combinations of the axes are points");
    v.optional("points", r.points, like(Whole{1, 1'000'000}, "32"), "of latin_hypercube and sobol");
    v.optional(
        "trajectories", r.trajectories, like(Whole{2, 1'000'000}, "10"),
        "of morris, which estimates how much each drawn axis matters: one point more than there are axes "
        "in each");
    v.defaulted("levels", r.levels, Whole{2, 1'000}, "4", "of morris: values of an axis, an even number");
    v.optional(
        "rows", r.rows, Whole{2, 1'000'000},
        "of saltelli, which shares the variance among the drawn axes (Sobol's indices): two points more "
        "than there are axes in each; even with 2^m - 1 rows");
    v.defaulted("seed", r.seed, Seed{}, "1", "of latin_hypercube and morris");
    v.optional("table", r.table, Text{"points.csv"}, "of list: a column per axis, a row per point");
}

struct UntilInput {
    Draft const* draft{nullptr};  // nullptr: `replications` of each point
    Field<double> half_width;
    Field<bool> of;  // half_width_words
    Field<std::int64_t> most;
};

template <class Visitor>
void fields(Visitor& v, UntilInput& r) {
    using namespace scenario;
    v.required("half_width", r.half_width,
               like(Real{Dimension::fraction, positive_share}, "0.5 %", "0.001 %", "50 %"),
               "of the interval of the first metric, as a share of the baseline's mean");
    v.defaulted("of", r.of, half_width_words, "difference",
                "whether of each point's mean or of its difference from the baseline");
    v.required("most", r.most, like(Whole{2, 1'000'000}, "50"), "replications of a point");
}

struct SelectionInput {
    Draft const* draft{nullptr};  // nullptr: no alternative is selected
    Field<Procedure> procedure;
    Field<double> indifference;
    Field<std::int64_t> most, round;
};

template <class Visitor>
void fields(Visitor& v, SelectionInput& r) {
    using namespace scenario;
    v.defaulted("procedure", r.procedure, procedure_words, "kn",
                "kn: those that are behind drop out until one is left, which is right with the study's "
                "confidence; ocba: runs go where they inform most, and the confidence is estimated");
    v.required("indifference", r.indifference,
               like(Real{Dimension::fraction, positive_share}, "0.5 %", "0.001 %", "50 %"),
               "of the baseline's mean of the first metric: a difference of less does not matter");
    v.required("most", r.most, like(Whole{2, 1'000'000}, "100"), "replications of a point");
    v.defaulted("round", r.round, like(Whole{1, 1'000'000}, "5"), "1",
                "replications of each point between two comparisons; more keep many workers busy");
}

struct BudgetInput {
    Draft const* draft{nullptr};  // nullptr: anything may be compared
    Field<Measure> measure;
    Field<std::string> equals;
    Field<double> tolerance;
    Field<bool> scale;
};

template <class Visitor>
void fields(Visitor& v, BudgetInput& r) {
    using namespace scenario;
    v.required("measure", r.measure, measure_words,
               "a quantity that all alternatives must have the same amount of");
    v.required("equals", r.equals, Text{"baseline"}, "'baseline', or an amount");
    v.defaulted("tolerance", r.tolerance, like(Real{Dimension::fraction, a_share}, "1 %"), "1 %",
                "either way");
    v.defaulted("scale", r.scale, Bool{}, "false",
                "whether the servers and power limits of all sites are multiplied until it is met");
}

struct LimitsInput {
    Draft const* draft{nullptr};
    Field<double> time, memory;
};

template <class Visitor>
void fields(Visitor& v, LimitsInput& r) {
    using namespace scenario;
    v.optional("time", r.time, like(Real{Dimension::duration, positive}, "5 min", "1 s", "30 d"),
               "wall-clock time of one run");
    v.optional("memory", r.memory, like(Real{Dimension::bytes, positive}, "2 GB", "10 MB", "10 TB"),
               "of one run");
}

struct UncertainInput : scenario::NamedDraft {
    Field<std::vector<scenario::Item>> path;
    Field<std::string> name, low, high;
    DisplayName display;
};

template <class Visitor>
void fields(Visitor& v, UncertainInput& r) {
    using namespace scenario;
    v.required("name", r.name, Text{"hub_price"}, "its name in tables");
    displayed(v, r.display.en, r.display.zh);
    v.required("path", r.path, Names{"tariffs.Ningxia_dc.price"},
               "in the scenario; of several, all take the same value");
    v.required("low", r.low, Text{"0.30 CNY/kWh"}, "the lower end of its range");
    v.required("high", r.high, Text{"0.42 CNY/kWh"}, "the upper end of its range, in the same unit");
    origin_of_figures(v, r);
}

struct SensitivityInput {
    Draft const* draft{nullptr};  // nullptr: the inputs are not varied
    Field<std::int64_t> replications, sample, trajectories, rows;
    Field<std::vector<scenario::Item>> against;
    Field<double> tolerance;
};

template <class Visitor>
void fields(Visitor& v, SensitivityInput& r) {
    using namespace scenario;
    v.defaulted("replications", r.replications, like(Whole{2, 1'000'000}, "4"), "4",
                "of each point with other inputs");
    v.defaulted("sample", r.sample, like(Whole{0, 100'000}, "64"), "0",
                "points at which all inputs differ at once, for the input interval and an emulator");
    v.defaulted("trajectories", r.trajectories, like(Whole{0, 100'000}, "10"), "0",
                "of Morris' design over all inputs: how much each matters");
    v.defaulted("rows", r.rows, like(Whole{0, 100'000}, "256"), "0",
                "of Saltelli's design over all inputs: how they share the variance (Sobol's indices)");
    v.optional("against", r.against, Names{"c_n8"},
               "alternatives whose difference from the baseline is reported; without: the best one");
    v.defaulted("tolerance", r.tolerance, like(Real{Dimension::fraction, positive_share}, "1 %"), "1 %",
                "of an input's range, to which a break-even value is found");
}

struct StudyInput {
    Draft const* draft{nullptr};
    Field<std::int64_t> version, replications, runs;
    Field<std::string> name, scenario;
    std::string name_zh;
    Field<bool> set, baseline;
    Field<std::vector<scenario::Item>> metrics;
    Field<std::string> reference_policy;
    Field<double> confidence, demand_tolerance;
    std::vector<AxisInput> axes;
    std::vector<LossInput> losses;
    std::vector<UncertainInput> inputs;
    std::vector<scenario::RuleRecord> rules;
    DesignInput design;
    UntilInput until;
    SelectionInput selection;
    BudgetInput budget;
    LimitsInput limits;
    SensitivityInput sensitivity;
};

template <class Visitor>
void fields(Visitor& v, StudyInput& s) {
    using namespace scenario;
    constexpr Range confidences{0.5, 0.999, "from 50 % to 99.9 %"};
    v.required("study", s.version, Whole{study_format, study_format}, "the version of the format");
    v.required("name", s.name, Text{"Ten layouts"}, "the title of reports");
    v.optional("name_zh", s.name_zh, Text{"十种布局方案"}, "the title of reports in Chinese");
    v.required("scenario", s.scenario, Text{"../national/quarter.yaml"}, "the base, which the axes change");
    v.optional("set", s.set, Anything{"{horizon: 7 d}"}, "changes of the base, by paths in the scenario");
    v.records("axes", s.axes, "axis", "what the points vary");
    v.records("losses", s.losses, "loss",
              "what is lost for a while in each layout, case by case: N-1 and N-2");
    v.group("design", s.design, "which combinations of the axes are points");
    v.optional("baseline", s.baseline, Anything{"{layout: a_as_announced}"},
               "the level of each axis that others are compared with; by default its first");
    v.optional(
        "reference_policy", s.reference_policy, Text{"nearest_user"},
        "level of the response axis that the value of the brain is measured against; by default its first");
    v.defaulted("replications", s.replications, like(Whole{1, 1'000'000}, "10"), "10",
                "runs of each point; with 'until' or 'selection', the least");
    v.group("until", s.until, "replications until differences are known well enough");
    v.group("selection", s.selection, "replications until the best alternative of each future is known");
    v.optional("runs", s.runs, like(Whole{1, 1'000'000'000}, "1000"), "of all points together, at most");
    v.group("budget", s.budget, "a quantity that all alternatives must have the same amount of");
    v.defaulted("metrics", s.metrics, Names{"net_cost_cny_per_year"},
                "net_cost_cny_per_year slo_attainment request_slo_attainment carbon_kg_location",
                "keys of summary.json; the first one decides. Where not all work has a 'value' or not all "
                "assets a price, "
                "cost_cny_total_per_year is the first by default");
    v.defaulted("confidence", s.confidence, like(Real{Dimension::fraction, confidences}, "95 %"), "95 %",
                "of intervals");
    v.defaulted(
        "demand_tolerance", s.demand_tolerance, like(Real{Dimension::fraction, a_share}, "0.5 %"), "0.5 %",
        "of demand: where alternatives leave shares unserved that differ by more, none is called the best by "
        "what serving costs");
    v.group("limits", s.limits, "of one run");
    v.records("rules", s.rules, "rule",
              "as in a scenario: what alternatives must keep to, beside the rules of the base");
    v.records("inputs", s.inputs, "input", "uncertain inputs: figures of the scenario with a range");
    v.group("sensitivity", s.sensitivity, "effect of the inputs on the verdict");
}

}  // namespace meridian::study
