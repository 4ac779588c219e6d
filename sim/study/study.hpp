// A study: a base scenario, axes along which points differ, and what is reported about them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/statistics/designs.hpp"
#include "models/units/display_name.hpp"
#include "sim/scenario/override.hpp"
#include "sim/setup/failure_event.hpp"
#include "sim/setup/rule.hpp"

namespace meridian::study {

// What an axis is to a planner.
enum class Role : std::uint8_t {
    compared,  // alternatives that one could choose: layouts
    response,  // what one does with an alternative, chosen to suit it: policies
    future,    // what one cannot choose
    removed,   // a site of an alternative that is left out: what is it worth?
    added,     // a site of an alternative that gets more accelerators: where should the next ones go?
    lost,      // what fails in an alternative for a while: what happens then?
};
// Whether the levels of its axes but the baseline's make variants of alternatives, which are no alternatives themselves.
[[nodiscard]] constexpr bool makes_variants(Role role) {
    return role == Role::removed || role == Role::added || role == Role::lost;
}
[[nodiscard]] constexpr bool changes_a_site(Role role) {
    return role == Role::removed || role == Role::added;
}

enum class DesignKind : std::uint8_t { grid, latin_hypercube, sobol, one_at_a_time, list, morris, saltelli };
enum class Measure : std::uint8_t { accelerators, flops_fp16, it_power, capital };

// Gives the sites of one tier a share of all accelerators.
struct TierShare {
    std::string tier;
    double share;
};

// Accelerators that are added at one site, in whole servers: rounded up.
struct Addition {
    double accelerators{0.0};
    std::string model;
};

// Leaves a site out, or adds to it.
struct SiteChange {
    std::string site;
    std::optional<Addition> addition;  // none: it is left out
};

// What is lost in the cases of a record of `losses`, one or two in each.
enum class LossOf : std::uint8_t { sites, links, provinces, pools };

struct LossCase {
    std::vector<std::string> lost;  // names
    Duration at{};                  // begin, from the start of the run
};

struct LossCases {
    LossOf each{};
    Duration duration{};
    double left{0.0};  // of what is lost, [0, 1)
    LossLevels levels{};
    std::vector<LossCase> cases{};  // by level of the axis, from its second one on
};

// What a level of an axis does to the base.
struct Change {
    std::vector<std::filesystem::path> overlays;
    std::vector<scenario::Override> overrides;
    std::optional<TierShare> tier_share{};
    std::optional<SiteChange> site_change{};
    DisplayName display{};
};

struct Level {
    std::string name;
    std::shared_ptr<Change const> change;  // nullptr: none, or the name as the value of the axis' range
};

// Values between two ends of one unit, as texts: "0.36 CNY/kWh".
struct TextRange {
    double low{0.0}, high{0.0};
    std::string unit;

    [[nodiscard]] std::string at(double x) const;  // a value in that unit
    [[nodiscard]] std::string between(double share) const { return at(low + share * (high - low)); }
};

struct Axis {
    std::string name;
    Role role{Role::compared};
    std::vector<Level> levels;       // of different names
    std::optional<TextRange> range;  // sampled designs draw levels from it
    std::string path;                // of the range
    scenario::SourceLocation where;
    std::optional<Addition> addition{};  // of role added: what each level adds at its site
    std::optional<LossCases> losses{};   // of role lost

    // What is lost at a level; nullptr: nothing.
    [[nodiscard]] LossCase const* loss_at(std::size_t level) const {
        return losses && level > 0 ? &losses->cases[level - 1] : nullptr;
    }
};

// One combination of levels, by axis.
struct Point {
    std::vector<std::size_t> level;

    friend auto operator<=>(Point const&, Point const&) = default;
};

// What a sampled design has drawn.
struct Drawn {
    std::vector<std::size_t> axes;
    Sample coordinates;         // by row and drawn axis
    std::vector<Point> points;  // by row; the baseline's levels on the other axes
};

struct Metric {
    std::string key;        // of summary.json
    std::size_t column{0};  // among summary_keys()
    bool more_is_better{false};
};

// Replications of each point.
struct Replications {
    std::int64_t least{10};
    std::int64_t most{10};
    std::optional<double>
        half_width;            // stop when reached; a share of the baseline's mean of the first metric
    bool of_difference{true};  // whether of the difference from the baseline
    std::optional<std::int64_t> runs;  // of all points together
};

// Replications until the best alternative is known: at least and at most so many as above.
enum class Procedure : std::uint8_t { kn, ocba };
struct SelectionSettings {
    Procedure procedure{};
    double indifference{0.01};  // a share of the baseline's mean of the first metric
    std::int64_t round{1};      // runs of each point between two looks
};

struct Budget {
    Measure measure{};
    std::optional<double> amount;  // none: the baseline's
    double tolerance{0.01};
    bool scale{false};
    scenario::SourceLocation where;
};

struct Limits {
    std::optional<double> time_s;
    std::optional<double> memory_bytes;
};

// An uncertain input: a figure of the scenario with a range.
struct UncertainFigure {
    std::string name;
    std::vector<std::string> paths;
    TextRange range;
    std::string source, grade, note;
    scenario::SourceLocation where;
    DisplayName display{};

    [[nodiscard]] std::vector<scenario::Override> at(double value) const;
};

struct Sensitivity {
    std::int64_t replications{4};
    std::int64_t sample{0};
    std::int64_t trajectories{0}, rows{0};  // of Morris' and Saltelli's designs over all inputs
    std::vector<std::string> against;       // names of alternatives; empty: the best one
    double tolerance{0.01};
};

struct Study {
    std::string name;
    std::string name_zh{};  // empty: not given; not in study.json
    std::filesystem::path file;
    std::filesystem::path base;
    std::vector<scenario::Override> base_changes;
    std::vector<Axis> axes;
    DesignKind design{DesignKind::grid};
    std::vector<Point> points;   // in the order of the design
    std::optional<Drawn> drawn;  // of a sampled design; not in study.json
    Point baseline;              // need not be among the points
    std::vector<double> added;  // by point: accelerators that it adds at a site; empty: there is no such axis
    std::optional<std::size_t> reference_policy;  // level of the one response axis
    Replications replications;
    std::optional<SelectionSettings> selection;
    std::optional<Budget> budget;
    std::vector<Metric> metrics;  // not empty
    std::string value_basis;    // what the values of work stand for, as in scenario files; empty: not stated
    bool names_metrics{false};  // they are written in the study's file; not in study.json
    double demand_tolerance{0.005};  // of demand: differences of what is unserved that do not count
    double confidence{0.95};
    std::vector<RuleText> rules;                 // that every alternative is to keep
    std::vector<scenario::Draft> rules_of_file;  // records beside those of the base; not in study.json
    Limits limits;
    std::vector<UncertainFigure> inputs;
    std::optional<Sensitivity> sensitivity;
    bool allow_large{true};    // runs that take very long; not in study.json: what is there was allowed
    bool allow_plugins{true};  // policies from anywhere; the same

    // Which runs count depends on the figures of others.
    [[nodiscard]] bool is_adaptive() const { return replications.half_width || selection; }
    [[nodiscard]] std::string const& level_name(Point const& point, std::size_t axis) const {
        return axes[axis].levels[point.level[axis]].name;
    }
    // The first axis that makes a variant of the point: its level there is another than the baseline's. Nothing: the
    // point is no variant.
    [[nodiscard]] std::optional<std::size_t> variant_axis(Point const& point) const;
    [[nodiscard]] bool is_variant(Point const& point) const { return variant_axis(point).has_value(); }
    // What a variant is made of: an alternative with a response in a future.
    [[nodiscard]] Point original(Point point) const;
    // "layout=g_31 policy=least_loaded"
    [[nodiscard]] std::string label(Point const& point) const;
    // The levels of the axes of one role, "g_31"; "base" if there is no such axis.
    [[nodiscard]] std::string names(Point const& point, Role role) const;
    // The levels of the axes of a role; those of the others are the baseline's.
    [[nodiscard]] Point part(Point const& point, Role role) const;
    // Every combination of levels of the compared axes, the baseline first.
    [[nodiscard]] std::vector<Point> alternatives() const;
};

}  // namespace meridian::study
