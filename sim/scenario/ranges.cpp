#include "sim/scenario/ranges.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/unit_table.hpp"
#include "sim/scenario/describe.hpp"

namespace meridian::scenario {
namespace {

// In the first unit that needs few digits, else in the one that takes the fewest characters.
std::string shortest(double value, Dimension dimension) {
    std::optional<std::string> text;
    for (UnitRow const& row : unit_table()) {
        bool const is_ascii = row.symbol.find_first_of("\xC2\xCE\xE2") == std::string_view::npos;
        if (row.dimension != dimension || !is_ascii || dimension == Dimension::fraction) continue;
        double const in_unit = value * row.over / row.times / std::pow(10.0, row.ten);
        auto one = fmt::format("{} {}", format_number(in_unit), row.symbol);
        if (in_unit >= 1.0 && in_unit <= 1e5) return one;
        if (!text || one.size() < text->size()) text = std::move(one);
    }
    return text.value_or(written(value, dimension));
}

}  // namespace

std::string words_of(Range const& range, Dimension dimension) {
    if (range.words.empty() || !range.names_low)
        return fmt::format("from {} to {}", written(range.low, dimension), written(range.high, dimension));
    if (range.names_high) return std::string{range.words};
    return fmt::format("{} and at most {}", range.words, shortest(range.high, dimension));
}

}  // namespace meridian::scenario
