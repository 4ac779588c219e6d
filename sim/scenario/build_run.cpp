#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "models/series/calendar.hpp"
#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "sim/scenario/plugin_record.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/time_zones.hpp"

namespace meridian::scenario {
namespace {

void check_timezone(ScenarioBuilder& b) {
    auto const& in = b.in;
    auto const& timezone = b.scenario.timezone;
    if (in.good("timezone") && !Calendar::known(timezone)) {
        auto zone = time_zone_of(timezone);
        if (zone.empty()) zone = nearest_name(timezone, Calendar::zone_names());
        b.problems.add(in.written("timezone") ? in.location("timezone") : b.start_of_file(),
                       fmt::format("there is no time zone '{}'", timezone),
                       zone.empty() ? std::string{"write an IANA name, such as 'Asia/Shanghai'"}
                                    : fmt::format("write '{}'", zone));
    }
}

void check_spans(ScenarioBuilder& b) {
    constexpr double most_bins = 1e6;
    auto const& in = b.in;
    Scenario const& s = b.scenario;
    if (!in.good("horizon")) return;
    if (in.good("warmup") && s.warmup >= s.horizon) {
        b.problems.add(in.location("warmup"), "the warmup is not shorter than the horizon",
                       fmt::format("write less than {}", in.text("horizon")));
    }
    if (in.good("timeseries_bin") && in_seconds(s.horizon) / in_seconds(s.bin) > most_bins) {
        b.problems.add(in.location(in.written("timeseries_bin") ? "timeseries_bin" : "horizon"),
                       "the horizon has more than 1,000,000 bins of timeseries_bin",
                       fmt::format("write a 'timeseries_bin' of at least {} s",
                                   std::ceil(in_seconds(s.horizon).count() / most_bins)));
    }
}

void set_drain_limit(ScenarioBuilder& b) {
    auto const& in = b.in.drain_limit;
    if (!in.good || !in.written() || !b.in.good("horizon")) return;
    Duration const horizon = b.scenario.horizon;
    double const ns = static_cast<double>((in.value.times ? horizon : in.value.duration).count()) *
                      in.value.times.value_or(1.0);
    if (ns < static_cast<double>(horizon.count())) {
        b.problems.add(in.draft->location(), "the drain_limit is shorter than the horizon",
                       fmt::format("write {} or more, or 'end: cut'", b.in.text("horizon")));
        return;
    }
    if (ns > static_cast<double>(longest_duration.count())) {
        b.problems.add(in.draft->location(), "the drain_limit is more than 100 years",
                       "write a smaller multiple");
        return;
    }
    b.scenario.drain_limit = Measured<Duration>::from(ns);
}

struct Choosing {
    std::string_view noun;  // policy
    std::span<ComponentDoc const> known;
    ComponentField::Value const& in;
    ScenarioBuilder& b;
};

void set_parameter(Selection& selection, ParameterDoc const& doc, Draft const& value,
                   Choosing const& choosing) {
    Subject const subject{&choosing.b.problems, doc.name, nullptr, choosing.noun, 0};
    std::string const name{doc.name};
    if (!doc.words.empty()) {
        std::size_t index = 0;
        if (Word{doc.words}.read(value, index, subject))
            selection.parameters[name] = std::string{doc.words[index]};
        return;
    }
    double number = 0.0;
    if (Real{doc.dimension, Range{doc.low, doc.high, {}}}.read(value, number, subject))
        selection.parameters[name] = parameter_value(doc, number);
}

Selection choose(Choosing const& choosing) {
    auto const& [noun, known, in, b] = choosing;
    Selection selection;
    auto const& name = in.name;
    auto const doc = std::ranges::find(known, name.text, &ComponentDoc::name);
    if (doc == known.end()) {
        std::vector<std::string_view> names;
        for (auto const& component : known)
            names.push_back(component.name);
        b.problems.add(name.where, fmt::format("there is no {} '{}'", noun, name.text),
                       suggestion(name.text, names, "write one of"));
        return selection;
    }
    selection.name = name.text;
    selection.display = {std::string{doc->en}, std::string{doc->zh}};
    selection.parameters = with_defaults({}, *doc);
    std::vector<std::string_view> parameters;
    for (auto const& parameter : doc->parameters) {
        parameters.push_back(parameter.name);
    }
    for (auto const& [written_name, value] : in.parameters) {
        auto const parameter = std::ranges::find(doc->parameters, written_name.text, &ParameterDoc::name);
        if (parameter != doc->parameters.end()) {
            set_parameter(selection, *parameter, *value, choosing);
            continue;
        }
        b.problems.add(written_name.where,
                       fmt::format("the {} '{}' has no parameter '{}'", noun, name.text, written_name.text),
                       parameters.empty() ? std::string{"remove it; there are no parameters"}
                                          : suggestion(written_name.text, parameters, "its parameters are"));
    }
    return selection;
}

Selection choose_one(std::string_view noun, std::span<ComponentDoc const> known,
                     Field<ComponentField::Value> const& in, ScenarioBuilder& b) {
    return in.good ? choose({noun, known, in.value, b}) : Selection{};
}

void check_simgrid(ScenarioBuilder& b) {
    if (b.scenario.network.name != "simgrid") return;
    for (auto const& c : b.in.classes) {
        for (auto const key : {"transfer_weight", "transfer_cap"}) {
            if (!c.written(key)) continue;
            b.problems.add(c.location(key), "the network 'simgrid' has no weights and caps of transfers",
                           "write 'network: fluid', or remove the key");
        }
    }
}

// Each snapshot that is under way is a copy of the whole state.
void check_snapshots(ScenarioBuilder& b, Sensing const& sensing) {
    constexpr std::int64_t most_snapshots = 1000;
    auto const& in = b.in.sensing;
    if (!in.good({"delay", "interval"}) || sensing.interval == Duration{0}) return;
    if (sensing.delay / sensing.interval < most_snapshots) return;
    b.problems.add(
        in.written("delay") ? in.location("delay") : in.location(),
        fmt::format("sensing: {} snapshots are under way at a time, one for each interval of the delay",
                    sensing.delay / sensing.interval),
        fmt::format("write a 'delay' of less than {} s, or a longer 'interval'",
                    format_number(in_seconds(sensing.interval * most_snapshots).count())));
}

void check_sensing(ScenarioBuilder& b) {
    auto const& in = b.in.sensing;
    if (in.draft == nullptr) return;
    bool const readable = in.good({"delay", "interval"});
    if (readable && in.value.delay > Duration{0} && in.value.interval == Duration{0}) {
        b.problems.add(in.location("delay"), "a delay of sensing needs an interval",
                       "add 'interval: 10 s' beside it: how often the brain takes a snapshot");
    }
    check_snapshots(b, in.value);
}

}  // namespace

PolicyChain choose_policies(Field<Components::Value> const& in, Vocabulary const& vocabulary,
                            ScenarioBuilder& b) {
    PolicyChain chain;
    if (!in.good) return chain;
    for (auto const& one : in.value) {
        if (one.own == nullptr) {
            chain.push_back(choose({"policy", vocabulary.policies, one, b}));
        } else if (is_plugin(*one.own)) {
            chain.push_back(build_plugin(*one.own, vocabulary.policies, b));
        } else {
            for (Selection& each : build_composition(*one.own, vocabulary, b))
                chain.push_back(std::move(each));
        }
    }
    return chain;
}

void build_time(ScenarioBuilder& b) {
    check_timezone(b);
    check_spans(b);
    set_drain_limit(b);
}

void build_components(ScenarioBuilder& b, Vocabulary const& vocabulary) {
    b.scenario.policy = choose_policies(b.in.policy, vocabulary, b);
    for (auto const& c : b.in.classes)
        b.scenario.class_policies.add(choose_policies(c.policy, vocabulary, b));
    for (auto const& s : b.in.services)
        b.scenario.service_policies.add(
            choose_one("service policy", vocabulary.service_policies, s.policy, b));
    b.scenario.discipline = choose_one("discipline", vocabulary.disciplines, b.in.discipline, b);
    b.scenario.network = choose_one("network", vocabulary.networks, b.in.network, b);
    check_simgrid(b);
    b.scenario.sensing = b.in.sensing.value;
    if (b.in.plan.draft != nullptr) b.scenario.plan = b.in.plan.value;
    check_sensing(b);
}

}  // namespace meridian::scenario
