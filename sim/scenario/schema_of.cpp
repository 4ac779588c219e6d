#include "sim/scenario/schema_of.hpp"

#include <limits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scenario/describe.hpp"
#include "sim/scenario/table_reader.hpp"

namespace meridian::scenario {
namespace {

using Json = SchemaJson;

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

template <class Whole>
Json whole(Whole low, Whole high) {
    return {
        {"anyOf",
         {{{"type", "integer"}, {"minimum", low}, {"maximum", high}},
          text_like(fmt::format("^\\s*{}\\s*$", number_pattern(low < Whole{1} && low != Whole{0}, true)))}}};
}

// A component stands among the definitions.
std::string definition_of(std::span<ComponentDoc const> Vocabulary::*of) {
    if (of == &Vocabulary::service_policies) return "service_policy";
    return of == &Vocabulary::policies ? "policy" : of == &Vocabulary::disciplines ? "discipline" : "network";
}
}  // namespace

Json typed_json(std::string_view text) {
    if (text == "true" || text == "false") return text == "true";
    if (!is_bare_number(text)) return text;
    auto number = Json::parse(text, nullptr, false);
    return number.is_discarded() ? Json(text) : number;
}

Json words_schema(std::span<std::string_view const> words) {
    auto accepted = Json::array();
    for (auto const word : words) {
        if (!typed_json(word).is_string()) accepted.push_back(typed_json(word));
        accepted.push_back(word);
    }
    return {{"enum", accepted}};
}

Json quantity_schema(Dimension dimension, Range const& declared) {
    Range const range = within(declared, dimension);
    bool const negative = range.low < 0.0;
    auto text = text_like(fmt::format("^\\s*{}\\s*$", quantity_pattern(dimension, negative)));
    if (!takes_bare_number(dimension)) return text;
    Json number{{"type", dimension == Dimension::count ? "integer" : "number"}};
    number[range.above_low ? "exclusiveMinimum" : "minimum"] = range.low;
    number["maximum"] = range.high;
    return {{"anyOf", {std::move(number), std::move(text)}}};
}

Json any_text_schema() {
    return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Json list_schema(Json item, std::size_t count) {
    Json list{{"type", "array"}, {"items", std::move(item)}};
    if (count > 0) list["maxItems"] = list["minItems"] = count;
    return list;
}

Json object_schema(Json properties, std::vector<std::string> const& required) {
    Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

Json schema_of(Text const& /*kind*/) {
    return any_text_schema();
}
Json schema_of(Instant const& /*kind*/) {
    return any_text_schema();
}
Json schema_of(Reference const& /*kind*/) {
    return any_text_schema();
}
Json schema_of(NumberKind const& kind) {
    return quantity_schema(kind.dimension, kind.range);
}
Json schema_of(Span const& /*kind*/) {
    return {{"anyOf",
             {quantity_schema(Dimension::duration, not_negative),
              quantity_schema(Dimension::number, span_multiples)}}};
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
    return {{"anyOf", {list_schema(text, 0), text}}};
}
Json schema_of(Bool const& /*kind*/) {
    return words_schema(truth_words);
}
Json schema_of(Names const& /*kind*/) {
    return {{"anyOf", {list_schema(Json{{"type", {"string", "number", "boolean"}}}, 0), any_text_schema()}}};
}
Json schema_of(Reals const& kind) {
    auto const one = quantity_schema(kind.dimension, kind.range);
    auto const pattern = quantity_pattern(kind.dimension, kind.range.low < 0.0);
    auto const text = text_like(fmt::format("^ *{0}( +{0})* *$", pattern));
    Json forms{list_schema(one, kind.count), text};
    if (kind.count <= 1 && takes_bare_number(kind.dimension)) forms.push_back(one);
    return {{"anyOf", std::move(forms)}};
}
Json schema_of(NamedNumbers const& kind) {
    return {{"type", "object"}, {"additionalProperties", quantity_schema(Dimension::number, kind.range)}};
}

Json schema_of(Size const& kind) {
    Range range = size_range(kind.dimension);
    auto const value = quantity_schema(kind.dimension, range);
    range.above_low = true;
    auto const above = quantity_schema(kind.dimension, range);
    auto const factor = quantity_schema(Dimension::number, positive);
    auto const pattern = fmt::format("^\\s*{}\\s*$", quantity_pattern(kind.dimension, false));
    Json const shapes{
        {"constant", value},
        {"uniform", object_schema({{"low", value}, {"high", value}}, {"low", "high"})},
        {"exponential", object_schema({{"mean", above}}, {"mean"})},
        {"lognormal", object_schema({{"median", above},
                                     {"sigma", quantity_schema(Dimension::number, Range{0.0, 20.0, {}})}},
                                    {"median", "sigma"})},
        {"pareto", object_schema({{"minimum", above}, {"shape", factor}}, {"minimum", "shape"})},
        {"choice",
         {{"type", "object"},
          {"minProperties", 1},
          {"propertyNames", {{"pattern", pattern}}},
          {"additionalProperties", factor}}}};
    auto properties = shapes;
    properties["at_least"] = properties["at_most"] = value;
    auto random = object_schema(std::move(properties), {});
    for (auto const& [name, shape] : shapes.items())
        random["oneOf"].push_back({{"required", {name}}});
    return {{"anyOf", {value, random}}};
}

Json schema_of(AnyMap const& /*kind*/) {
    return {{"type", "object"}};
}

Json schema_of(Home const& /*kind*/) {
    auto const gravity =
        object_schema({{"by", any_text_schema()}, {"decay", quantity_schema(Dimension::length, positive)}},
                      {"by", "decay"});
    return {{"anyOf",
             {{{"const", "origin"}},
              object_schema({{"node", any_text_schema()}}, {"node"}),
              object_schema({{"gravity", gravity}}, {"gravity"})}}};
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
    return any_text_schema();
}

Json example_json(Names const& kind) {
    Json names = Json::array();
    std::string_view rest = kind.sample;
    while (!rest.empty()) {
        auto const comma = rest.find(", ");
        names.push_back(typed_json(rest.substr(0, comma)));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 2);
    }
    return names;
}

Json example_json(Reals const& kind) {
    auto const one =
        typed_json(kind.typical.example.empty() ? example_of(kind.dimension) : kind.typical.example);
    return Json(std::vector<Json>(kind.count == 0 ? 1 : kind.count, one));
}

Json example_json(NamedNumbers const& kind) {
    auto const example = kind.example();  // "{population: 2186}"
    auto const colon = example.find(": ");
    return {
        {example.substr(1, colon - 1), typed_json(example.substr(colon + 2, example.size() - colon - 3))}};
}

}  // namespace meridian::scenario
