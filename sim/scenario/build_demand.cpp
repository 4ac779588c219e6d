#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/workload/value.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

constexpr std::size_t equal_shares = std::numeric_limits<std::size_t>::max();

void add_curve(ScenarioBuilder& b, CurveRecord const& in) {
    Curve curve;
    curve.name = in.name;
    b.curve_names.add(curve.name, in, b.problems);
    bool const readable = in.good({"hours", "weekend"});
    double sum = 0.0;
    for (std::size_t h = 0; readable && h < curve.weight.size(); ++h) {
        bool const weekend = h >= std::size_t{5} * 24 && in.written("weekend");
        curve.weight[h] = (weekend ? in.weekend : in.hours)[h % 24];
        sum += curve.weight[h];
    }
    if (readable && !(sum > 0.0 && std::isfinite(sum))) {
        b.problems.add(in.location("hours"),
                       fmt::format("the weights of the curve '{}' sum to {}", curve.name, sum),
                       "give at least one hour a weight above 0");
        return;
    }
    for (double& weight : curve.weight)
        weight *= static_cast<double>(curve.weight.size()) / sum;
    b.scenario.curves.add(std::move(curve));
}

// The index of a mass that some region has; equal_shares if there is none of that name.
std::size_t useful_mass(ScenarioBuilder& b, Item const& written) {
    auto const index = b.mass_names.find(written, b.problems);
    if (!index) return equal_shares;
    double sum = 0.0;
    for (auto const& region : b.scenario.regions) {
        if (*index < region.masses.size()) sum += region.masses[*index];
    }
    bool const readable =
        std::ranges::all_of(b.in.regions, [](RegionRecord const& region) { return region.good("masses"); });
    if (readable && !(sum > 0.0 && std::isfinite(sum))) {
        b.problems.add(written.where,
                       fmt::format("the mass '{}' sums to {} over all regions", written.text, sum),
                       "give at least one region a mass above 0, or name another mass");
    }
    return *index;
}

DataHome data_home(ScenarioBuilder& b, Home::Value const& in) {
    DataHome home;
    home.kind = in.kind;
    if (in.kind == HomeKind::node) home.node = b.node_names.id<NodeId>(in.node, b.problems);
    if (in.kind == HomeKind::gravity) {
        home.mass = useful_mass(b, in.mass);
        home.decay = in.decay;
    }
    return home;
}

void check_stacks(ScenarioBuilder& b, ClassRecord const& in, NameIndex const& stacks) {
    for (auto const& stack : in.stacks.value)
        static_cast<void>(stacks.find(stack, b.problems));
}

// A rule that weighs writing against what is lost would write without end.
void check_checkpoints(ScenarioBuilder& b, ClassRecord const& in) {
    bool const readable = in.good({"checkpoint_rule", "checkpoint_write"});
    if (!readable || in.value.checkpoint_rule == CheckpointRule::given) return;
    if (in.value.checkpoint_write > Duration{0}) return;
    b.problems.add(
        in.location("checkpoint_rule"),
        fmt::format("the class '{}' has no 'checkpoint_write' to choose its checkpoints by", in.value.name),
        "add 'checkpoint_write: 60 s', or write 'checkpoint: 30 min' in place of 'checkpoint_rule'");
}

void check_value(ScenarioBuilder& b, ClassRecord const& in) {
    if (in.has("value") && in.good("accelerators") && !uses_accelerators(in.value)) {
        b.problems.add(
            in.location("value"),
            fmt::format("the class '{}' has a 'value' and its jobs use no accelerators, by whose hours "
                        "it is counted",
                        in.value.name),
            "remove 'value', or write 'accelerators' of 1 or more");
    }
    if (in.written("late_value") && in.lacks("objective")) {
        b.problems.add(
            in.location("late_value"),
            fmt::format("the class '{}' has no 'objective' that its jobs could miss", in.value.name),
            "add 'objective: 24 h', or remove 'late_value'");
    }
    for (std::string_view const key : {"late_value", "value_curve"}) {
        if (!in.written(key) || !in.lacks("value")) continue;
        b.problems.add(in.location(key), fmt::format("the class '{}' has no 'value'", in.value.name),
                       fmt::format("add 'value: 3 CNY/acc-h', or remove '{}'", key));
    }
}

void add_class(ScenarioBuilder& b, ClassRecord const& in, NameIndex const& stacks) {
    WorkloadClass c = in.value;
    c.key = key_of(in, c.name);
    c.arrivals = arrivals(b, in.arrivals);
    std::int64_t const copies = c.input_home.copies;
    c.input_home = data_home(b, in.input_home.value);
    c.input_home.copies = copies;
    c.late_value = in.late_value.value;
    c.value_curve = b.curve_names.id<CurveId>(in.value_curve, b.problems);
    check_value(b, in);
    check_stacks(b, in, stacks);
    check_checkpoints(b, in);
    for (auto const& stack : in.stacks.value)
        c.stacks.push_back(stack.text);
    for (auto const& model : in.models.value)
        c.models.push_back(b.accelerator_names.id<AcceleratorId>(model, b.problems));

    if (in.arrivals.draft != nullptr && in.good("accelerators") && uses_accelerators(c) &&
        in.lacks("runtime")) {
        b.problems.add(in.location(), fmt::format("the class '{}' has no 'runtime'", c.name),
                       "add 'runtime: 2 h', or 'accelerators: 0' if its jobs only move and store data");
    }
    b.class_names.add(c.name, in, b.problems);
    b.scenario.classes.add(std::move(c));
}

}  // namespace

Arrivals arrivals(ScenarioBuilder& b, ArrivalsDraft const& in) {
    Arrivals a = in.value;
    a.mass = equal_shares;
    a.curve = b.curve_names.id<CurveId>(in.curve, b.problems);
    if (in.by.good) a.mass = useful_mass(b, Item{in.by.value, in.by.draft->location()});
    return a;
}

NameIndex stack_names(ScenarioBuilder const& b) {
    NameIndex stacks{"stack", "accelerators"};
    for (auto const& accelerator : b.scenario.accelerators) {
        if (!stacks.find(accelerator.stack)) stacks.add(accelerator.stack);
    }
    return stacks;
}

void build_curves(ScenarioBuilder& b) {
    for (auto const& in : b.in.curves)
        add_curve(b, in);
}

void build_classes(ScenarioBuilder& b) {
    NameIndex const stacks = stack_names(b);
    for (auto const& in : b.in.classes)
        add_class(b, in, stacks);
    if (b.in.classes.empty() && b.in.services.empty() && b.in.good({"classes", "services"})) {
        b.problems.add(b.start_of_file(), "there is no class", "write at least one record under 'classes'");
    }
}

}  // namespace meridian::scenario
