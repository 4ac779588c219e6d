// Text of a given width on a terminal (utf8proc): East Asian wide characters take two columns, combining
// marks and control characters none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meridian::report {

// Columns that UTF-8 text takes (Unicode Standard Annex 11). Each malformed byte takes one.
[[nodiscard]] std::size_t display_width(std::string_view utf8);

// Padded with spaces, or cut short with a final '~', to exactly `width` columns.
[[nodiscard]] std::string fitted(std::string_view utf8, std::size_t width);

}  // namespace meridian::report
