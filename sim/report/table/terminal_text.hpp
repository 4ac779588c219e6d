// Text for a terminal: lines of its width, bold and colour where it has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/system/console.hpp"

namespace meridian::report {

using console::OutputStyle;

enum class Emphasis : std::uint8_t { none, strong, good, bad, weak };

// Between the escape sequences of the emphasis (ECMA-48, SGR); the text alone where the output has no style.
[[nodiscard]] std::string emphasised(std::string_view text, Emphasis emphasis, OutputStyle const& style);

// The text in lines of at most `width` columns, broken at spaces; a word that is wider is broken within. One line at
// least.
[[nodiscard]] std::vector<std::string> broken_lines(std::string_view text, std::size_t width);

// The text in lines of the output's width or of 100 columns, if that is less: `head` before the first, as many spaces
// as `indent` before the others. Ends with \n.
[[nodiscard]] std::string paragraph(std::string_view text, OutputStyle const& style,
                                    std::string_view head = {}, std::size_t indent = 0,
                                    Emphasis of_head = Emphasis::none);

}  // namespace meridian::report
