// Writes the JSON Schema of a record from its declarations.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/describe.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/schema_of.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scenario {

// What may stand in the place of a list of records.
enum class ListForms : std::uint8_t {
    plain,  // the list alone
    layers  // or `{table: file.csv}`, `{records: [...], remove: [...], only: true}`
};

// Visits the declarations of one record.
class SchemaWriter {
public:
    explicit SchemaWriter(ListForms forms = ListForms::layers) : forms_{forms} {}

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
        add(key, kind, doc)["default"] = typed_json(text);
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        SchemaWriter writer{forms_};
        fields(writer, inner);
        auto& schema = properties_[std::string{key}] = writer.take();
        schema["description"] = doc;
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view /*noun*/,
                 std::string_view doc) {
        SchemaWriter writer{forms_};
        Record record;
        fields(writer, record);
        add_list(key, writer.take(), doc);
    }

    // What lists of records need beside in a file that no other lies below.
    [[nodiscard]] SchemaJson const& whole_lists() const { return whole_; }
    [[nodiscard]] SchemaJson take() { return object_schema(std::move(properties_), required_); }

private:
    template <class Kind>
    SchemaJson& add(std::string_view key, Kind const& kind, std::string_view doc) {
        auto& schema = properties_[std::string{key}] = schema_of(kind);
        auto const takes = words_of(kind);
        auto const example = kind.example();
        schema["description"] = takes.empty() ? std::string{doc} : fmt::format("{} ({})", doc, takes);
        auto const message = fmt::format("{}: write {}, such as {}", key, takes, example);
        if (!takes.empty()) schema["errorMessage"] = message;
        if (schema.contains("pattern")) schema["patternErrorMessage"] = message;
        if (auto value = example_json(kind); !value.is_null())
            schema["examples"] = SchemaJson::array({value});
        return schema;
    }
    void add_list(std::string_view key, SchemaJson item, std::string_view doc);

    ListForms forms_;
    SchemaJson properties_ = SchemaJson::object();
    SchemaJson whole_ = SchemaJson::object();
    std::vector<std::string> required_;
};

// The schemas that others refer to: of components and measures.
[[nodiscard]] SchemaJson schema_definitions(Vocabulary const& vocabulary);

}  // namespace meridian::scenario
