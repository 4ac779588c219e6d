// The records of rules and the declarations of their keys.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/records.hpp"

namespace meridian::scenario {

// The name of a measure; whether there is one is checked against the vocabulary.
struct MeasureName {
    using Value = std::string;
    [[nodiscard]] std::string example() const { return "green_share"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        return Text{"green_share"}.read(draft, value, subject);
    }
};

// A number with the unit of the rule's measure.
struct LimitText {
    using Value = std::string;
    [[nodiscard]] std::string example() const { return "80 %"; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        auto const* const text = subject.scalar(draft, example());
        if (text != nullptr) value = *text;
        return text != nullptr;
    }
};

struct ScopeDraft : RecordDraft {
    Field<Duration> within;
    Field<bool> path;  // round trip
    Field<std::vector<Item>> classes, services, tiers, provinces, outside_provinces, states, models, stacks;
};

inline constexpr Enum<bool> path_words{{"one_way", false}, {"round_trip", true}};

template <class Visitor>
void fields(Visitor& v, ScopeDraft& r) {
    v.optional("within", r.within, Real<Duration>{positive}, "latency circle: 1 ms, 5 ms or 20 ms");
    v.optional("path", r.path, path_words, "whether the latency is one way or there and back");
    v.optional("classes", r.classes, Names{"office"}, "jobs of these; without: all");
    v.optional("services", r.services, Names{"chat"}, "requests of these; without: all");
    v.optional("tiers", r.tiers, Names{"hub"}, "sites of these; without: all");
    v.optional("provinces", r.provinces, Names{"Guizhou, Gansu"}, "sites at nodes in these; without: all");
    v.optional("outside_provinces", r.outside_provinces, Names{"Guizhou, Gansu"}, "sites at nodes elsewhere");
    v.optional("states", r.states, Names{"candidate, committed"},
               "sites of these; new ones are candidate or committed; without: all");
    v.optional("models", r.models, Names{"Ascend-910B"}, "accelerators of these");
    v.optional("stacks", r.stacks, Names{"cann"}, "accelerators with these");
}

inline constexpr Enum<WorstOf> parts_of_rules{{"region", WorstOf::region},
                                              {"site", WorstOf::site},
                                              {"class", WorstOf::workload_class},
                                              {"service", WorstOf::service}};
inline constexpr Enum<RuleStatus> rule_statuses{{"in_force", RuleStatus::in_force},
                                                {"monitored", RuleStatus::monitored},
                                                {"expired", RuleStatus::expired}};
inline constexpr Enum<RuleOver> rule_overs{{"runs", RuleOver::runs}, {"each_loss", RuleOver::each_loss}};

struct RuleRecord : NamedDraft {
    RuleText text;
    Field<std::string> measure, at_least, at_most;
    ScopeDraft scope;
    Field<WorstOf> worst_of;
};

template <class Visitor>
void fields(Visitor& v, RuleRecord& r) {
    v.required("name", r.text.name, Text{"green_energy"}, "its name in tables; rules of one name merge");
    displayed(v, r.text.display_name, r.text.name_zh);
    v.required("measure", r.measure, MeasureName{}, "what it bounds: see the measures of rules");
    v.optional("at_least", r.at_least, LimitText{}, "the least that is allowed; or give at_most");
    v.optional("at_most", r.at_most, LimitText{}, "the most that is allowed");
    v.group("scope", r.scope, "of what; without: of the whole network");
    v.optional("worst_of", r.worst_of, parts_of_rules,
               "whose worst one must keep the rule; without: all of them together");
    v.defaulted("status", r.text.status, rule_statuses, "in_force",
                "a rule in force decides which alternative of a study is the best; others are reported");
    v.defaulted("over", r.text.over, rule_overs, "runs",
                "each_loss: every case of the study's 'losses' must keep it, not the runs without a loss");
    v.optional("date", r.text.date, Text{"2025-07-01"}, "of the document, or since when it holds");
    v.optional("clause", r.text.clause, Text{"task 2"}, "where the document says so");
    origin_of_figures(v, r);
}

}  // namespace meridian::scenario
