#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

#include "models/series/calendar.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/building.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

void set_start(Building& b) {
    auto const& in = b.in;
    if (in.start.good) {
        auto const start = parse_iso(in.start.value);
        if (!start) {
            b.problems.add(in.start.draft->place(),
                           fmt::format("start: '{}' is no date and time with an offset", in.start.value),
                           "write it as 2025-01-06T00:00:00+08:00");
        }
        b.scenario.start_unix_s = start.value_or(0);
    }
    b.scenario.timezone = in.timezone.value;
    if (in.timezone.good && !Calendar::known(in.timezone.value)) {
        b.problems.add(in.timezone.written() ? in.timezone.draft->place() : b.start_of_file(),
                       fmt::format("there is no time zone '{}'", in.timezone.value),
                       suggestion(in.timezone.value, Calendar::zone_names(), "write an IANA name, such as"));
    }
}

void check_spans(Building& b) {
    constexpr double most_bins = 1e6;
    auto const& in = b.in;
    if (!in.horizon.good) return;
    if (in.warmup.good && in.warmup.value >= in.horizon.value) {
        b.problems.add(in.warmup.draft->place(), "the warmup is not shorter than the horizon",
                       fmt::format("write less than {}", in.horizon.draft->text()));
    }
    if (in.timeseries_bin.good && in.horizon.value / in.timeseries_bin.value > most_bins) {
        auto const& at = in.timeseries_bin.written() ? *in.timeseries_bin.draft : *in.horizon.draft;
        b.problems.add(at.place(), "the horizon has more than 1000000 bins of timeseries_bin",
                       fmt::format("write a 'timeseries_bin' of at least {} s",
                                   std::ceil(in.horizon.value / most_bins / 1e9)));
    }
}

void set_drain_limit(Building& b) {
    auto const& in = b.in.drain_limit;
    if (!in.good || !in.written() || !b.in.horizon.good) return;
    double const ns = in.value.is_multiple ? in.value.amount * b.in.horizon.value : in.value.amount;
    if (ns < b.in.horizon.value) {
        b.problems.add(in.draft->place(), "the drain_limit is shorter than the horizon",
                       fmt::format("write {} or more, or 'end: cut'", b.in.horizon.draft->text()));
        return;
    }
    if (ns > static_cast<double>(longest_duration.count())) {
        b.problems.add(in.draft->place(), "the drain_limit is more than 100 years",
                       "write a smaller multiple");
        return;
    }
    b.scenario.drain_limit = nanoseconds(ns);
}

struct Choosing {
    std::string_view noun;  // policy
    std::span<ComponentDoc const> known;
    Component::Value const& in;
    Building& b;
};

void set_parameter(Selection& selection, ParameterDoc const& doc, Draft const& value,
                   Choosing const& choosing) {
    Subject const subject{&choosing.b.problems, doc.name, nullptr, choosing.noun, 0};
    if (!doc.words.empty()) {
        std::size_t index = 0;
        if (!Word{doc.words}.read(value, index, subject)) return;
        selection.parameters[std::string{doc.name}] = static_cast<double>(index);
        return;
    }
    double number = 0.0;
    if (!Real{doc.dimension, Range{doc.low, doc.high, {}}}.read(value, number, subject)) return;
    selection.parameters[std::string{doc.name}] = number;
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
                     Field<Component::Value> const& in, Building& b) {
    return in.good ? choose({noun, known, in.value, b}) : Selection{};
}

PolicyChain choose_policies(Field<Components::Value> const& in, Vocabulary const& vocabulary, Building& b) {
    PolicyChain chain;
    if (!in.good) return chain;
    for (auto const& one : in.value)
        chain.push_back(choose({"policy", vocabulary.policies, one, b}));
    return chain;
}

void check_simgrid(Building& b) {
    if (b.scenario.network.name != "simgrid") return;
    for (auto const& c : b.in.classes) {
        for (Field<double> const* field : {&c.transfer_weight, &c.transfer_cap}) {
            if (!field->written()) continue;
            b.problems.add(field->draft->place(),
                           "the network 'simgrid' has no weights and caps of transfers",
                           "write 'network: fluid', or remove the key");
        }
    }
}

// Each look that is under way is a copy of the whole state.
void check_looks(Building& b, Sensing const& sensing) {
    constexpr std::int64_t most_looks = 1000;
    auto const& in = b.in.sensing;
    if (!in.delay.good || !in.interval.good || sensing.interval == Duration{0}) return;
    if (sensing.delay / sensing.interval < most_looks) return;
    auto const& at = in.delay.written() ? *in.delay.draft : *in.draft;
    b.problems.add(
        at.place(),
        fmt::format("sensing: {} looks are under way at a time, one for each interval of the delay",
                    sensing.delay / sensing.interval),
        fmt::format("write a 'delay' of less than {} s, or a longer 'interval'",
                    format_number(in_seconds(sensing.interval * most_looks).count())));
}

Sensing sensing_of(Building& b) {
    auto const& in = b.in.sensing;
    Sensing sensing;
    if (in.draft == nullptr) return sensing;
    sensing.interval = nanoseconds(in.interval.value);
    sensing.delay = nanoseconds(in.delay.value);
    sensing.optimistic = in.optimistic.value == 1;
    sensing.decision_time = nanoseconds(in.decision_time.value);
    if (in.delay.good && in.interval.good && sensing.delay > Duration{0} && sensing.interval == Duration{0}) {
        b.problems.add(in.delay.draft->place(), "a delay of sensing needs an interval",
                       "add 'interval: 10 s' beside it: how often the brain looks");
    }
    check_looks(b, sensing);
    return sensing;
}

}  // namespace

Duration nanoseconds(double ns) {
    return Duration{std::llround(ns)};
}
Microwatts microwatts(double uw) {
    return Microwatts{std::llround(uw)};
}

void build_time(Building& b) {
    auto const& in = b.in;
    b.scenario.name = in.name.value;
    set_start(b);
    b.scenario.horizon = nanoseconds(in.horizon.value);
    b.scenario.warmup = nanoseconds(in.warmup.value);
    b.scenario.bin = nanoseconds(in.timeseries_bin.value);
    if (in.discount_rate.good) b.scenario.discount_rate = in.discount_rate.value;
    b.scenario.carbon_price = CnyPerKg{in.carbon_price.value};
    b.scenario.end = static_cast<EndRule>(in.end.value);
    b.scenario.seed = in.seed.value;
    b.scenario.run = in.run.value;
    check_spans(b);
    set_drain_limit(b);
}

void build_components(Building& b, Vocabulary const& vocabulary) {
    b.scenario.policy = choose_policies(b.in.policy, vocabulary, b);
    for (auto const& c : b.in.classes)
        b.scenario.class_policies.add(choose_policies(c.policy, vocabulary, b));
    for (auto const& s : b.in.services)
        b.scenario.service_policies.add(
            choose_one("service policy", vocabulary.service_policies, s.policy, b));
    b.scenario.discipline = choose_one("discipline", vocabulary.disciplines, b.in.discipline, b);
    b.scenario.network = choose_one("network", vocabulary.networks, b.in.network, b);
    check_simgrid(b);
    b.scenario.path_choices = static_cast<std::size_t>(b.in.path_choices.value);
    b.scenario.sensing = sensing_of(b);
}

}  // namespace meridian::scenario
