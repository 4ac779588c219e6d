// Splits "400 Gbit/s" into its number and its unit. Part of parsing, see parse.hpp.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "models/units/parse.hpp"

namespace meridian {

struct NumberText {
    std::string digits;  // "-12.50", without the exponent
    int exponent{0};     // of ten; clamped to +-100000, far beyond any double
    std::string number;  // as written: "-12.50e3"
    std::string rest;    // what follows, spaces around it taken away
};

// Faults: nothing there, no number, nan, infinity, hexadecimal, octal or leading zeros, a plus sign,
// separators of thousands, a decimal comma. `example` goes into the fixes.
[[nodiscard]] std::variant<NumberText, ParseFault> split_number(std::string_view text,
                                                                std::string_view example);

// The text in quotation marks, cut where it is long and without control characters.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace meridian
