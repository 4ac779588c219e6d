// What the value of each kind may be, as JSON Schema (draft-07).
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/scenario_input.hpp"

namespace meridian::scenario {

using SchemaJson = nlohmann::ordered_json;

// A text as YAML's core schema types it: what stands plain in a file need not be a string.
[[nodiscard]] SchemaJson typed_json(std::string_view text);
[[nodiscard]] SchemaJson any_text_schema();
// `count` 0: any number of items.
[[nodiscard]] SchemaJson list_schema(SchemaJson item, std::size_t count);
// A map with these keys and no other.
[[nodiscard]] SchemaJson object_schema(SchemaJson properties, std::vector<std::string> const& required);
// One of some words; those that are typed otherwise when plain may stand quoted too.
[[nodiscard]] SchemaJson words_schema(std::span<std::string_view const> words);
[[nodiscard]] SchemaJson quantity_schema(Dimension dimension, Range const& declared);

[[nodiscard]] SchemaJson schema_of(Text const& kind);
[[nodiscard]] SchemaJson schema_of(Instant const& kind);
[[nodiscard]] SchemaJson schema_of(Reference const& kind);
[[nodiscard]] SchemaJson schema_of(NumberKind const& kind);
[[nodiscard]] SchemaJson schema_of(Span const& kind);
[[nodiscard]] SchemaJson schema_of(Whole const& kind);
[[nodiscard]] SchemaJson schema_of(Seed const& kind);
[[nodiscard]] SchemaJson schema_of(Word const& kind);
[[nodiscard]] SchemaJson schema_of(Words const& kind);
[[nodiscard]] SchemaJson schema_of(Bool const& kind);
template <class E>
[[nodiscard]] SchemaJson schema_of(Enum<E> const& kind) {
    return words_schema(kind.words());
}
template <class E, std::size_t count>
[[nodiscard]] SchemaJson schema_of(EnumArray<E, count> const& kind) {
    return schema_of(Words{kind.of.words(), count});
}
[[nodiscard]] SchemaJson schema_of(Names const& kind);
[[nodiscard]] SchemaJson schema_of(Reals const& kind);
[[nodiscard]] SchemaJson schema_of(NamedNumbers const& kind);
[[nodiscard]] SchemaJson schema_of(AnyMap const& kind);
[[nodiscard]] SchemaJson schema_of(Size const& kind);
[[nodiscard]] SchemaJson schema_of(Home const& kind);
[[nodiscard]] SchemaJson schema_of(ComponentField const& kind);
[[nodiscard]] SchemaJson schema_of(Components const& kind);
[[nodiscard]] SchemaJson schema_of(Filters const& kind);
[[nodiscard]] SchemaJson schema_of(Scores const& kind);
[[nodiscard]] SchemaJson schema_of(MeasureName const& kind);
[[nodiscard]] SchemaJson schema_of(LimitText const& kind);

// A value of the kind as an example; null where the words of the example are none.
[[nodiscard]] inline SchemaJson example_json(Reference const& /*kind*/) {
    return nullptr;
}
[[nodiscard]] inline SchemaJson example_json(AnyMap const& /*kind*/) {
    return nullptr;
}
[[nodiscard]] inline SchemaJson example_json(Filters const& /*kind*/) {
    return nullptr;
}
[[nodiscard]] inline SchemaJson example_json(Scores const& /*kind*/) {
    return nullptr;
}
[[nodiscard]] SchemaJson example_json(Names const& kind);
[[nodiscard]] SchemaJson example_json(Reals const& kind);
[[nodiscard]] SchemaJson example_json(NamedNumbers const& kind);
template <class Kind>
requires(!std::derived_from<Kind, Reals>) [[nodiscard]] SchemaJson example_json(Kind const& kind) {
    return typed_json(kind.example());
}

}  // namespace meridian::scenario
