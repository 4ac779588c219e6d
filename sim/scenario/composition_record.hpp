// A policy that is composed in the scenario, in the place of a policy's name:
//     policy: {filter: [latency <= 20 ms], score: {cost: 0.4, latency: 0.6}, then: overflow}
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/plugin_record.hpp"
#include "sim/scenario/records.hpp"

namespace meridian::scenario {

// One of several filters or scores, not yet understood.
struct CompositionPart {
    Item text;                    // of a filter in words; the name of a score
    Draft const* value{nullptr};  // of a score, or a filter that is a program
};

// `latency <= 20 ms`, `tier = hub`, or a program; one of them or a list.
struct Filters {
    using Value = std::vector<CompositionPart>;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// Weights by quantity, and programs by name.
struct Scores {
    using Value = std::vector<CompositionPart>;
    std::string_view sample;
    [[nodiscard]] std::string example() const { return std::string{sample}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

inline constexpr Range score_weights{0.0, 1e6, {}};

struct CompositionDraft : RecordDraft {
    std::vector<CompositionPart> filter, score;
    Field<Components::Value> then;
    std::string name;
};

template <class Visitor>
void fields(Visitor& v, CompositionDraft& r) {
    v.optional("filter", r.filter, Filters{"[latency <= 20 ms, load <= 80 %]"},
               "which places a job may go to; those with room pass on to 'score'");
    v.optional("score", r.score, Scores{"{cost: 0.4, latency: 0.6}"},
               "weights of what a place adds, of which the least is chosen; without: the nearest");
    v.optional("then", r.then, Components{"overflow", &Vocabulary::policies},
               "policies that are asked for jobs without such a place; without: they wait");
    v.optional("name", r.name, Text{"near_and_cheap"}, "its name in results; without: 'composed'");
}

// Whether the value of a `policy` is one.
[[nodiscard]] bool is_composition(Draft const& value);

}  // namespace meridian::scenario
