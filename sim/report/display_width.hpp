// Text of a given width on a terminal: code points, with East Asian wide characters counted as two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meridian::report {

// Columns that UTF-8 text takes. Wide: the blocks of CJK, Hangul, kana and full-width forms
// (Unicode Standard Annex 11, classes W and F, to the block).
[[nodiscard]] std::size_t display_width(std::string_view utf8);

// Padded with spaces, or cut short with a final '~', to exactly `width` columns.
[[nodiscard]] std::string fitted(std::string_view utf8, std::size_t width);

}  // namespace meridian::report
