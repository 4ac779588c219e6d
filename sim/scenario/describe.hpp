// What each kind of value accepts, in words, for the descriptions of the schema and the reference page.
#pragma once

#include <string>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/scenario_input.hpp"

namespace meridian::scenario {

// "duration, 0 or more; in ns, us, ms ..."
[[nodiscard]] std::string words_of(Text const& kind);
[[nodiscard]] std::string words_of(Instant const& kind);
[[nodiscard]] std::string words_of(Reference const& kind);
[[nodiscard]] std::string words_of(NumberKind const& kind);
[[nodiscard]] std::string words_of(Span const& kind);
[[nodiscard]] std::string words_of(Whole const& kind);
[[nodiscard]] std::string words_of(Seed const& kind);
[[nodiscard]] std::string words_of(Word const& kind);
[[nodiscard]] std::string words_of(Words const& kind);
[[nodiscard]] std::string words_of(Bool const& kind);
template <class E>
[[nodiscard]] std::string words_of(Enum<E> const& kind) {
    return words_of(Word{kind.words()});
}
template <class E, std::size_t count>
[[nodiscard]] std::string words_of(EnumArray<E, count> const& kind) {
    return words_of(Words{kind.of.words(), count});
}
[[nodiscard]] std::string words_of(Names const& kind);
[[nodiscard]] std::string words_of(Reals const& kind);
[[nodiscard]] std::string words_of(NamedNumbers const& kind);
[[nodiscard]] std::string words_of(AnyMap const& kind);
[[nodiscard]] std::string words_of(Size const& kind);
[[nodiscard]] std::string words_of(Home const& kind);
[[nodiscard]] std::string words_of(ComponentField const& kind);
[[nodiscard]] std::string words_of(Components const& kind);
[[nodiscard]] std::string words_of(Filters const& kind);
[[nodiscard]] std::string words_of(Scores const& kind);
[[nodiscard]] std::string words_of(MeasureName const& kind);
[[nodiscard]] std::string words_of(LimitText const& kind);

// The same of a component's parameter, with its bounds as a scenario would write them.
[[nodiscard]] std::string words_of(ParameterDoc const& parameter);

// A value in the base unit of a dimension as a scenario could write it: 1.5e9 ns is "1.5 s".
[[nodiscard]] std::string written(double value, Dimension dimension);
// The same for messages, in the unit that reads best: "40.96 kW", "1,000,000 /s".
[[nodiscard]] std::string in_words(double value, Dimension dimension);

// One name of a symbol that is spelt in several ways: the micro sign and the Greek letter look alike.
[[nodiscard]] std::string units_in_words(Dimension dimension);

}  // namespace meridian::scenario
