// Reads a CSV table into a Draft: a list of maps, as if the rows were written in YAML.
//
// The first row names the fields. A dotted name (`masses.population`) is a field inside a map. A unit in
// brackets (`length [km]`) is put behind the bare numbers below it. An empty cell is an absent field.
// Lines that start with # are comments; blank lines are skipped.
#pragma once

#include <optional>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/source_text.hpp"

namespace meridian::scenario {

// Nothing if the table cannot be taken apart. Precondition: check_characters(source).
[[nodiscard]] std::optional<Draft> read_table(SourceText const& source, Problems& problems);

// A number without a unit, such as -11.2 or 1e9.
[[nodiscard]] bool is_bare_number(std::string_view text);

}  // namespace meridian::scenario
