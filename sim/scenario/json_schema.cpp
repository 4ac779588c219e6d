#include "sim/scenario/json_schema.hpp"

#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/describe.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/scenario/table_reader.hpp"

namespace meridian::scenario {
namespace {

using Json = nlohmann::ordered_json;

// A text as YAML's core schema types it: what stands plain in a file need not be a string.
Json typed(std::string_view text) {
    if (text == "true" || text == "false") return text == "true";
    if (!is_bare_number(text)) return text;
    auto number = Json::parse(text, nullptr, false);
    return number.is_discarded() ? Json(text) : number;
}

// The words of an enum; those that are typed otherwise when plain may stand quoted too.
Json words_schema(std::span<std::string_view const> words) {
    auto accepted = Json::array();
    for (auto const word : words) {
        if (!typed(word).is_string()) accepted.push_back(typed(word));
        accepted.push_back(word);
    }
    return {{"enum", accepted}};
}

// In ECMA 262. A minus before zero is fine where values below zero are not; a whole number has no decimals
// unless an exponent follows.
std::string number_pattern(bool negative, bool whole = false) {
    return std::string{negative ? "" : "(?!-[0.]*[1-9])"} +
           (whole ? R"(-?((0|[1-9][0-9]*)(\.0*)?|([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+))"
                  : R"(-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?)");
}

std::string escaped(std::string_view text) {
    std::string all;
    for (char const c : text) {
        if (std::string_view{R"(.*+?()[]{}|^$\)"}.find(c) != std::string_view::npos) all += '\\';
        all += c;
    }
    return all;
}

bool takes_bare_number(Dimension dimension) {
    return units_of(dimension).empty() || dimension == Dimension::fraction;
}

std::string quantity_pattern(Dimension dimension, bool negative) {
    std::vector<std::string> units;
    for (auto const unit : units_of(dimension))
        units.push_back(escaped(unit));
    auto number = number_pattern(negative, dimension == Dimension::count);
    if (units.empty()) return number;
    return fmt::format("{}\\s*({}){}", number, fmt::join(units, "|"),
                       dimension == Dimension::fraction ? "?" : "");
}

Json text_like(Json pattern) {
    return {{"type", "string"}, {"pattern", std::move(pattern)}};
}

Json quantity(Dimension dimension, Range const& declared) {
    Range const range = within(declared, dimension);
    bool const negative = range.low < 0.0;
    auto text = text_like(fmt::format("^\\s*{}\\s*$", quantity_pattern(dimension, negative)));
    if (!takes_bare_number(dimension)) return text;
    Json number{{"type", dimension == Dimension::count ? "integer" : "number"}};
    number[range.above_low ? "exclusiveMinimum" : "minimum"] = range.low;
    number["maximum"] = range.high;
    return {{"anyOf", {std::move(number), std::move(text)}}};
}

template <class Whole>
Json whole(Whole low, Whole high) {
    return {
        {"anyOf",
         {{{"type", "integer"}, {"minimum", low}, {"maximum", high}},
          text_like(fmt::format("^\\s*{}\\s*$", number_pattern(low < Whole{1} && low != Whole{0}, true)))}}};
}

Json any_text() {
    return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Json list_of(Json item, std::size_t count) {
    Json list{{"type", "array"}, {"items", std::move(item)}};
    if (count > 0) list["maxItems"] = list["minItems"] = count;
    return list;
}

Json object(Json properties, std::vector<std::string> const& required) {
    Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

// What the value of a kind may be.
Json schema_of(Text const& /*kind*/) {
    return any_text();
}
Json schema_of(Instant const& /*kind*/) {
    return any_text();
}
Json schema_of(Reference const& /*kind*/) {
    return any_text();
}
Json schema_of(NumberKind const& kind) {
    return quantity(kind.dimension, kind.range);
}
Json schema_of(Span const& /*kind*/) {
    return {{"anyOf",
             {quantity(Dimension::duration, not_negative), quantity(Dimension::number, span_multiples)}}};
}
Json schema_of(Whole const& kind) {
    return whole(kind.low, kind.high);
}
Json schema_of(Seed const& /*kind*/) {
    return whole(std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
}
Json schema_of(Word const& kind) {
    return words_schema(kind.words);
}
Json schema_of(Words const& kind) {
    auto const word = fmt::format("({}|x[0-9]+)", fmt::join(kind.words, "|"));
    auto const text = text_like(fmt::format("^ *{0}( +{0})* *$", word));
    return {{"anyOf", {list_of(text, 0), text}}};
}
Json schema_of(Bool const& /*kind*/) {
    return words_schema(truth_words);
}
template <class E>
Json schema_of(Enum<E> const& kind) {
    return words_schema(kind.words());
}
template <class E, std::size_t count>
Json schema_of(EnumArray<E, count> const& kind) {
    return schema_of(Words{kind.of.words(), count});
}
Json schema_of(Names const& /*kind*/) {
    return {{"anyOf", {list_of(Json{{"type", {"string", "number", "boolean"}}}, 0), any_text()}}};
}
Json schema_of(Reals const& kind) {
    auto const one = quantity(kind.dimension, kind.range);
    auto const pattern = quantity_pattern(kind.dimension, kind.range.low < 0.0);
    auto const text = text_like(fmt::format("^ *{0}( +{0})* *$", pattern));
    Json forms{list_of(one, kind.count), text};
    if (kind.count <= 1 && takes_bare_number(kind.dimension)) forms.push_back(one);
    return {{"anyOf", std::move(forms)}};
}
Json schema_of(NamedNumbers const& kind) {
    return {{"type", "object"}, {"additionalProperties", quantity(Dimension::number, kind.range)}};
}

Json schema_of(Size const& kind) {
    Range range = size_range(kind.dimension);
    auto const value = quantity(kind.dimension, range);
    range.above_low = true;
    auto const above = quantity(kind.dimension, range);
    auto const factor = quantity(Dimension::number, positive);
    auto const pattern = fmt::format("^\\s*{}\\s*$", quantity_pattern(kind.dimension, false));
    Json const shapes{{"constant", value},
                      {"uniform", object({{"low", value}, {"high", value}}, {"low", "high"})},
                      {"exponential", object({{"mean", above}}, {"mean"})},
                      {"lognormal", object({{"median", above},
                                            {"sigma", quantity(Dimension::number, Range{0.0, 20.0, {}})}},
                                           {"median", "sigma"})},
                      {"pareto", object({{"minimum", above}, {"shape", factor}}, {"minimum", "shape"})},
                      {"choice",
                       {{"type", "object"},
                        {"minProperties", 1},
                        {"propertyNames", {{"pattern", pattern}}},
                        {"additionalProperties", factor}}}};
    auto properties = shapes;
    properties["at_least"] = properties["at_most"] = value;
    auto random = object(std::move(properties), {});
    for (auto const& [name, shape] : shapes.items())
        random["oneOf"].push_back({{"required", {name}}});
    return {{"anyOf", {value, random}}};
}

Json schema_of(Home const& /*kind*/) {
    auto const gravity =
        object({{"by", any_text()}, {"decay", quantity(Dimension::length, positive)}}, {"by", "decay"});
    return {{"anyOf",
             {{{"const", "origin"}},
              object({{"node", any_text()}}, {"node"}),
              object({{"gravity", gravity}}, {"gravity"})}}};
}

// A component stands among the definitions.
std::string definition_of(std::span<ComponentDoc const> Vocabulary::*of) {
    if (of == &Vocabulary::service_policies) return "service_policy";
    return of == &Vocabulary::policies ? "policy" : of == &Vocabulary::disciplines ? "discipline" : "network";
}
Json schema_of(ComponentField const& kind) {
    return {{"allOf", {{{"$ref", "#/definitions/" + definition_of(kind.of)}}}}};
}
Json schema_of(Components const& kind) {
    auto const one = Json{{"$ref", "#/definitions/" + definition_of(kind.of)}};
    return {{"anyOf", {one, {{"type", "array"}, {"minItems", 1}, {"items", one}}}}};
}

Json schema_of(MeasureName const& /*kind*/) {
    return {{"allOf", {{{"$ref", "#/definitions/measure"}}}}};
}
Json schema_of(LimitText const& /*kind*/) {
    return any_text();
}
Json measure_schema(std::span<MeasureDoc const> known) {
    if (known.empty()) return any_text();
    Json forms = Json::array();
    for (auto const& measure : known)
        forms.push_back({{"const", measure.name}, {"description", measure.meaning}});
    return {{"anyOf", std::move(forms)}};
}

Json parameter_schema(ParameterDoc const& parameter) {
    auto schema = !parameter.words.empty()
                      ? words_schema(parameter.words)
                      : quantity(parameter.dimension, Range{parameter.low, parameter.high, {}});
    schema["description"] = fmt::format("{} ({})", parameter.doc, words_of(parameter));
    if (!parameter.default_text.empty()) schema["default"] = typed(parameter.default_text);
    return schema;
}

// Any of the components by its name alone, or as a map with its own parameters.
Json component_schema(std::span<ComponentDoc const> known) {
    Json forms = Json::array();
    for (auto const& component : known)
        forms.push_back({{"const", component.name}, {"description", component.summary}});
    for (auto const& component : known) {
        Json properties{{"name", {{"const", component.name}, {"description", component.summary}}}};
        for (auto const& parameter : component.parameters)
            properties[std::string{parameter.name}] = parameter_schema(parameter);
        forms.push_back(object(std::move(properties), {"name"}));
    }
    return {{"anyOf", std::move(forms)}};
}

// Visits the declarations of one record.
class SchemaWriter {
public:
    template <class Target, class Kind>
    void required(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        add(key, kind, doc);
        required_.emplace_back(key);
    }
    template <class Target, class Kind>
    void optional(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        add(key, kind, doc);
    }
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view text,
                   std::string_view doc) {
        add(key, kind, doc)["default"] = typed(text);
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        SchemaWriter writer;
        fields(writer, inner);
        auto& schema = properties_[std::string{key}] = writer.take();
        schema["description"] = doc;
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view /*noun*/,
                 std::string_view doc) {
        SchemaWriter writer;
        Record record;
        fields(writer, record);
        auto item = writer.take();
        if (merges_by_name(key) && item.contains("required")) {  // a file over another may change single keys
            whole_[std::string{key}] = {{"items", {{"required", item["required"]}}}};
            item.erase("required");
        }
        auto list = list_of(std::move(item), 0);
        auto accepted = Json::array({list});
        Json table{{"table", any_text()}};
        if (key == streamed_key) table[std::string{content_key}] = any_text();
        if (merges_by_name(key)) {
            Json layer{{"records", std::move(list)},
                       {"table", any_text()},
                       {"remove", schema_of(Names{})},
                       {"replace", schema_of(Bool{})}};
            accepted.push_back(object(std::move(layer), {}));
        } else {
            accepted.push_back(object(std::move(table), {"table"}));
        }
        properties_[std::string{key}] = {
            {"anyOf", std::move(accepted)},
            {"description", fmt::format("{}: a list of records, or {{table: {}.csv}}", doc, key)}};
    }

    // What lists of records need beside in a file that no other lies below.
    [[nodiscard]] Json const& whole_lists() const { return whole_; }
    [[nodiscard]] Json take() { return object(std::move(properties_), required_); }

private:
    template <class Kind>
    Json& add(std::string_view key, Kind const& kind, std::string_view doc) {
        auto& schema = properties_[std::string{key}] = schema_of(kind);
        schema["description"] = fmt::format("{} ({})", doc, words_of(kind));
        return schema;
    }

    Json properties_ = Json::object();
    Json whole_ = Json::object();
    std::vector<std::string> required_;
};

}  // namespace

std::string json_schema(Vocabulary const& vocabulary) {
    SchemaWriter writer;
    ScenarioInput input;
    fields(writer, input);
    auto scenario = writer.take();
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "A Meridian scenario"}};
    schema.update(scenario);
    auto const required = schema["required"];
    schema.erase("required");
    schema["if"] = {{"not", {{"required", {"include"}}}}};
    schema["then"] = {{"required", required}, {"properties", writer.whole_lists()}};
    schema["properties"]["include"] = {
        {"description", "files that this one is laid over; of several, the later wins"},
        {"anyOf", {any_text(), list_of(any_text(), 0)}}};
    schema["definitions"] = {{"policy", component_schema(vocabulary.policies)},
                             {"discipline", component_schema(vocabulary.disciplines)},
                             {"network", component_schema(vocabulary.networks)},
                             {"service_policy", component_schema(vocabulary.service_policies)},
                             {"measure", measure_schema(vocabulary.measures)}};
    return schema.dump(1) + "\n";
}

}  // namespace meridian::scenario
