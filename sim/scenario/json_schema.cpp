#include "sim/scenario/json_schema.hpp"

#include <fmt/format.h>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/schema_writer.hpp"

namespace meridian::scenario {
namespace {

using Json = SchemaJson;

Json measure_schema(std::span<MeasureDoc const> known) {
    if (known.empty()) return any_text_schema();
    Json forms = Json::array();
    for (auto const& measure : known)
        forms.push_back({{"const", measure.name}, {"description", measure.meaning}});
    return {{"anyOf", std::move(forms)}};
}

Json parameter_schema(ParameterDoc const& parameter) {
    auto schema = !parameter.words.empty()
                      ? words_schema(parameter.words)
                      : quantity_schema(parameter.dimension, Range{parameter.low, parameter.high, {}});
    schema["description"] = fmt::format("{} ({})", parameter.doc, words_of(parameter));
    if (!parameter.default_text.empty()) schema["default"] = typed_json(parameter.default_text);
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
        forms.push_back(object_schema(std::move(properties), {"name"}));
    }
    return {{"anyOf", std::move(forms)}};
}

// With any of the keys, or more of them.
template <class Record>
Json record_schema(std::initializer_list<char const*> keys) {
    SchemaWriter writer;
    Record record;
    fields(writer, record);
    Json schema = writer.take();
    for (char const* const key : keys)
        schema["anyOf"].push_back({{"required", {key}}});
    return schema;
}

// A built-in one, or one of the user's: a program, a library, or composed.
Json policy_schema(std::span<ComponentDoc const> known) {
    auto all = component_schema(known);
    all["anyOf"].push_back(record_schema<PluginDraft>({"command", "library"}));
    all["anyOf"].push_back(record_schema<CompositionDraft>({"filter", "score"}));
    return all;
}

}  // namespace

void SchemaWriter::add_list(std::string_view key, Json item, std::string_view doc) {
    if (forms_ == ListForms::plain) {
        properties_[std::string{key}] = list_schema(std::move(item), 0);
        properties_[std::string{key}]["description"] = fmt::format("{}: a list of records", doc);
        return;
    }
    if (merges_by_name(key) && item.contains("required")) {  // a file over another may change single keys
        whole_[std::string{key}] = {{"items", {{"required", item["required"]}}}};
        item.erase("required");
    }
    auto list = list_schema(std::move(item), 0);
    Json map;
    if (key == streamed_key) {  // which is read row by row
        map = object_schema({{"table", any_text_schema()}, {content_key, any_text_schema()}}, {"table"});
    } else {
        map = object_schema({{"records", list},
                             {"table", any_text_schema()},
                             {"remove", schema_of(Names{})},
                             {"replace", schema_of(Bool{})},
                             {"only", schema_of(Bool{})}},
                            {});
        map["minProperties"] = 1;
    }
    properties_[std::string{key}] = {
        {"anyOf", {std::move(list), std::move(map)}},
        {"description", fmt::format("{}: a list of records, or {{table: {}.csv}}", doc, key)}};
}

Json schema_definitions(Vocabulary const& vocabulary) {
    return {{"policy", policy_schema(vocabulary.policies)},
            {"discipline", component_schema(vocabulary.disciplines)},
            {"network", component_schema(vocabulary.networks)},
            {"service_policy", component_schema(vocabulary.service_policies)},
            {"measure", measure_schema(vocabulary.measures)}};
}

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
        {"description", "files that this one is an overlay of; of several, the later wins"},
        {"anyOf", {any_text_schema(), list_schema(any_text_schema(), 0)}}};
    schema["definitions"] = schema_definitions(vocabulary);
    return schema.dump(1) + "\n";
}

}  // namespace meridian::scenario
