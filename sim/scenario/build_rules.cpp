#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/setup/latency_circles.hpp"

namespace meridian::scenario {
namespace {

std::string_view word_of(ScopeKey key) {
    return scope_keys[static_cast<std::size_t>(key)];
}
std::string_view word_of(WorstOf part) {
    return worst_of_words[static_cast<std::size_t>(part)];
}

template <class Key>
std::string quoted(std::vector<Key> const& keys) {
    std::string all;
    for (Key const key : keys)
        all += fmt::format("{}'{}'", all.empty() ? "" : ", ", word_of(key));
    return all;
}

template <class Key>
bool holds(std::vector<Key> const& keys, Key key) {
    return std::ranges::find(keys, key) != keys.end();
}

class RuleBuilder {
public:
    RuleBuilder(ScenarioBuilder& b, RuleRecord const& in, MeasureDoc const& doc, std::size_t number)
        : b_{b}, in_{in}, doc_{doc}, number_{number} {}

    Rule build() {
        rule_.text = in_.text;
        rule_.text.measure = doc_.name;
        rule_.text.unit = doc_.unit;
        rule_.text.is_fixed = doc_.is_fixed;
        rule_.text.source = in_.origin.source;
        set_limit();
        set_worst_of();
        check_scope();
        set_circle();
        set_names();
        return std::move(rule_);
    }

private:
    void add_problem(SourceLocation where, std::string const& wrong, std::string fix) {
        b_.problems.add(std::move(where), fmt::format("the rule '{}' {}", in_.text.name, wrong),
                        std::move(fix));
    }

    void set_limit() {
        bool const both = in_.at_least.written() && in_.at_most.written();
        if (both || (!in_.at_least.written() && !in_.at_most.written())) {
            add_problem(both ? in_.at_most.draft->location() : in_.location(),
                        both ? "has both 'at_least' and 'at_most'" : "has neither 'at_least' nor 'at_most'",
                        both ? "remove one of them; for two bounds write two rules"
                             : fmt::format("add 'at_least: {0}' or 'at_most: {0}'", example()));
            return;
        }
        rule_.text.is_at_least = in_.at_least.written();
        auto const& limit = rule_.text.is_at_least ? in_.at_least : in_.at_most;
        if (!limit.good) return;
        Subject const subject{&b_.problems, rule_.text.is_at_least ? "at_least" : "at_most", in_.draft,
                              "rule", number_};
        double base = 0.0;
        if (!Real{doc_.dimension, any_number}.read(*limit.draft, base, subject)) return;
        rule_.text.limit = base / doc_.unit_size;
        constexpr double least_percent = 2.0;  // as a share: "95" instead of "95 %"
        if (doc_.dimension == Dimension::fraction && base >= least_percent && is_bare_number(limit.value))
            subject.add_problem(*limit.draft,
                                fmt::format("'{}' is a share of {} %", limit.value, base * 100.0),
                                fmt::format("write '{} %'", limit.value));
    }
    [[nodiscard]] std::string example() const { return std::string{example_of(doc_.dimension)}; }

    void set_worst_of() {
        if (!in_.worst_of.written() || !in_.worst_of.good) return;
        rule_.worst_of = in_.worst_of.value;
        rule_.text.worst_of = word_of(rule_.worst_of);
        if (holds(doc_.parts, rule_.worst_of)) return;
        add_problem(in_.worst_of.draft->location(),
                    fmt::format("asks for the worst {}, and '{}' is not counted by {}", rule_.text.worst_of,
                                doc_.name, rule_.text.worst_of),
                    doc_.parts.empty() ? std::string{"remove 'worst_of'"}
                                       : fmt::format("write one of {}", quoted(doc_.parts)));
    }

    [[nodiscard]] bool written(ScopeKey key) const { return in_.scope.written(word_of(key)); }

    void check_scope() {
        for (std::size_t i = 0; i < scope_keys.size(); ++i) {
            auto const key = static_cast<ScopeKey>(i);
            if (!written(key) || holds(doc_.scopes, key)) continue;
            add_problem(in_.scope.location(scope_keys[i]),
                        fmt::format("has a scope '{}', which '{}' does not take", scope_keys[i], doc_.name),
                        doc_.scopes.empty() ? std::string{"remove 'scope'"}
                                            : fmt::format("it takes {}", quoted(doc_.scopes)));
        }
        bool const has_one = std::ranges::any_of(doc_.needs, [&](ScopeKey key) { return written(key); });
        if (!doc_.needs.empty() && !has_one)
            add_problem(in_.scope.draft != nullptr ? in_.scope.location() : in_.location(),
                        fmt::format("does not say of what: '{}' needs a scope", doc_.name),
                        fmt::format("add one of {} under 'scope'", quoted(doc_.needs)));
        if (!holds(doc_.scopes, ScopeKey::within)) return;
        for (ScopeKey const key : {ScopeKey::within, ScopeKey::path}) {
            if (written(key)) continue;
            add_problem(in_.scope.draft != nullptr ? in_.scope.location() : in_.location(),
                        fmt::format("has no '{}' in its scope", word_of(key)),
                        key == ScopeKey::within ? "add 'within: 20 ms', or 1 ms or 5 ms"
                                                : "add 'path: one_way' or 'path: round_trip'");
        }
    }

    void set_circle() {
        auto const& within = in_.scope.within;
        rule_.scope.round_trip = in_.scope.path.value;
        if (!within.written() || !within.good) return;
        rule_.scope.within = within.value;
        say(fmt::format("within {} ms {}", in_seconds(within.value).count() * 1e3,
                        rule_.scope.round_trip ? "round trip" : "one way"));
        if (std::ranges::find(latency_circles, within.value) == latency_circles.end())
            add_problem(within.draft->location(),
                        fmt::format("asks for a latency circle of '{}'", within.draft->text()),
                        "write 1 ms, 5 ms or 20 ms");
    }

    void say(std::string const& words) { rule_.text.scope += (rule_.text.scope.empty() ? "" : "; ") + words; }

    // Says the names, and finds each.
    template <class Find>
    void each(std::string_view key, Field<std::vector<Item>> const& names, Find const& find) {
        if (!names.written() || !names.good) return;
        if (names.value.empty()) {
            add_problem(names.draft->location(), fmt::format("has an empty list '{}'", key),
                        "name one at least, or remove the key");
            return;
        }
        std::string words{key};
        if (key == "outside_provinces") words = "outside provinces";
        for (Item const& name : names.value) {
            words += " " + name.text;
            find(name);
        }
        say(words);
    }

    template <class IdType>
    void set_ids(std::string_view key, Field<std::vector<Item>> const& names, NameIndex const& index,
                 std::vector<IdType>& ids) {
        each(key, names, [&](Item const& name) { ids.push_back(index.id<IdType>(name, b_.problems)); });
    }

    void find_province(Item const& name, std::vector<std::string>& into) {
        std::set<std::string> known;
        for (Node const& node : b_.nodes) {
            if (!node.province.empty()) known.insert(node.province);
        }
        into.push_back(name.text);
        if (known.contains(name.text)) return;
        add_problem(name.where, fmt::format("names the province '{}', in which no node lies", name.text),
                    known.empty() ? std::string{"give nodes their 'province'"}
                                  : suggestion(name.text, known, "provinces of nodes are"));
    }

    void find_state(Item const& name) {
        if (auto const state = site_states.value_of(name.text)) {
            rule_.scope.states.push_back(*state);
            return;
        }
        add_problem(name.where, fmt::format("names the state '{}' of sites", name.text),
                    suggestion(name.text, site_states.words(), "write one of"));
    }

    void set_names() {
        ScopeDraft const& in = in_.scope;
        RuleScope& out = rule_.scope;
        set_ids("classes", in.classes, b_.class_names, out.classes);
        set_ids("services", in.services, b_.service_names, out.services);
        set_ids("tiers", in.tiers, b_.tier_names, out.tiers);
        each("provinces", in.provinces, [&](Item const& name) { find_province(name, out.provinces); });
        each("outside_provinces", in.outside_provinces,
             [&](Item const& name) { find_province(name, out.outside_provinces); });
        each("states", in.states, [&](Item const& name) { find_state(name); });
        set_ids("models", in.models, b_.accelerator_names, out.models);
        NameIndex const stacks = stack_names(b_);
        each("stacks", in.stacks, [&](Item const& name) {
            static_cast<void>(stacks.find(name, b_.problems));
            out.stacks.push_back(name.text);
        });
    }

    ScenarioBuilder& b_;
    RuleRecord const& in_;
    MeasureDoc const& doc_;
    std::size_t number_;
    Rule rule_;
};

}  // namespace

void build_rules(ScenarioBuilder& b, std::span<MeasureDoc const> measures) {
    for (std::size_t i = 0; i < b.in.rules.size(); ++i) {
        RuleRecord const& in = b.in.rules[i];
        b.rule_names.add(in.text.name, in, b.problems);
        if (!in.measure.written() || !in.measure.good) continue;
        auto const doc = std::ranges::find(measures, in.measure.value, &MeasureDoc::name);
        if (doc != measures.end()) {
            b.scenario.rules.push_back(RuleBuilder{b, in, *doc, i}.build());
            continue;
        }
        std::vector<std::string_view> names;
        for (MeasureDoc const& measure : measures)
            names.push_back(measure.name);
        b.problems.add(in.measure.draft->location(),
                       fmt::format("the rule '{}' is on a measure that there is not: '{}'", in.text.name,
                                   in.measure.value),
                       suggestion(in.measure.value, names,
                                  "`meridian schema --reference` lists the measures of rules, such as"));
    }
}

}  // namespace meridian::scenario
