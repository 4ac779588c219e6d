// How filters and scores are written.
#include <fmt/format.h>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/scenario/schema_of.hpp"
#include "sim/scenario/schema_writer.hpp"

namespace meridian::scenario {
namespace {

using Json = SchemaJson;

bool add_filter(Draft const& one, std::vector<CompositionPart>& all, Subject const& subject) {
    if (one.is_map()) {
        all.push_back({{{}, one.location()}, &one});
        return true;
    }
    if (subject.scalar(one, "latency <= 20 ms") == nullptr) return false;
    all.push_back({{one.text(), one.location()}, nullptr});
    return true;
}

Json judge_schema() {
    SchemaWriter writer;
    JudgeDraft judge;
    fields(writer, judge);
    auto schema = writer.take();
    schema["required"] = {"command"};
    return schema;
}

}  // namespace

bool is_composition(Draft const& value) {
    return value.is_map() && (value.find("filter") != nullptr || value.find("score") != nullptr);
}

bool Filters::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (!draft.is_list()) return add_filter(draft, value, subject);
    bool good = true;
    for (Draft const& one : draft.items())
        good = add_filter(one, value, subject) && good;
    return good;
}

bool Scores::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (!draft.is_map() || draft.entries().empty()) {
        subject.add_problem(draft, "these are no scores", fmt::format("write '{}: {}'", subject.key, sample));
        return false;
    }
    for (auto const& entry : draft.entries())
        value.push_back({{entry.key->text, entry.key->location()}, &entry.value});
    return true;
}

std::string words_of(Filters const& /*kind*/) {
    return "a list of 'latency', 'energy', 'carbon', 'cost' or 'load', '<=' or '>=' and a bound, of 'tier = "
           "NAME', and of "
           "programs by their 'command'";
}
std::string words_of(Scores const& /*kind*/) {
    return "weights of 'latency', 'energy', 'carbon', 'cost' and 'load', and programs by their 'command'";
}

Json schema_of(Filters const& /*kind*/) {
    Json const one{{"anyOf", {any_text_schema(), judge_schema()}}};
    return {{"anyOf", {one, {{"type", "array"}, {"items", one}}}}};
}
Json schema_of(Scores const& /*kind*/) {
    Json const weight = quantity_schema(Dimension::number, score_weights);
    return {{"type", "object"},
            {"minProperties", 1},
            {"additionalProperties", {{"anyOf", {weight, judge_schema()}}}}};
}

}  // namespace meridian::scenario
