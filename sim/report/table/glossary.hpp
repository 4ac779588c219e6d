// What a column, or a word of ours in a cell, is called in both languages, and what its figures are. A key means the
// same in every table. Keys of summary.json are declared in summary.cpp, all others in terms_*.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/report/table/figure_kind.hpp"
#include "sim/report/table/words.hpp"

namespace meridian::report {

// What says of which kind a figure of the column is.
enum class KindBy : std::uint8_t {
    column,  // its term
    metric,  // the cell of its row that names a key of summary.json: `metric`, `key` or `figure`; without, as `unit`
    unit,  // the cell `unit` of its row
};

struct GlossaryTerm {
    std::string_view name;
    std::string_view en, zh;
    FigureKind quantity{FigureKind::text};
    KindBy kind_by{KindBy::column};
    std::string_view interval_of{};  // the figure whose low or high end it is; empty: none
    Direction direction{Direction::none};
};
// By name.
[[nodiscard]] std::span<GlossaryTerm const> terms();

// nullptr: nothing is known of it.
[[nodiscard]] GlossaryTerm const* term(std::string_view name);
// Of "X_low", "X_high" and "X_static" what is known of X, with what stands behind it. Nothing: it is no known key.
struct ColumnTerm {
    Bilingual head;
    FigureKind quantity{};
    KindBy kind_by{};
    std::string_view interval_of;
    Direction direction{};
};
[[nodiscard]] std::optional<ColumnTerm> column_term(std::string_view key);

// Its words; the name itself, with spaces, where there are none.
[[nodiscard]] Bilingual words_of(std::string_view name);
// Of a figure by its key; text where nothing is known of it.
[[nodiscard]] FigureKind quantity_of(std::string_view key);

}  // namespace meridian::report
