// Bilingual for cells. Only words that tables use in cells count, so that a site that is named like a column
// keeps its name.
#pragma once

#include <optional>
#include <string_view>

#include "sim/report/table/glossary.hpp"

namespace meridian::report {

// Nothing: it is not a word of ours.
[[nodiscard]] std::optional<Bilingual> words_of_cell(std::string_view cell);

}  // namespace meridian::report
