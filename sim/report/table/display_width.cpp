#include "sim/report/table/display_width.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace meridian::report {
namespace {

constexpr std::size_t longest_character = 4;  // in bytes

struct Character {
    std::size_t bytes;
    std::size_t columns;
};

// The first character. Precondition: not empty. A malformed byte takes one column.
Character first_of(std::string_view text) {
    utf8proc_int32_t code = 0;
    auto const length =
        utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                         static_cast<utf8proc_ssize_t>(std::min(text.size(), longest_character)), &code);
    if (length < 1) return {1, 1};
    return {static_cast<std::size_t>(length), static_cast<std::size_t>(utf8proc_charwidth(code))};
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
    std::size_t columns = 0;
    while (!utf8.empty()) {
        Character const c = first_of(utf8);
        columns += c.columns;
        utf8.remove_prefix(c.bytes);
    }
    return columns;
}

std::string fitted(std::string_view utf8, std::size_t width) {
    std::size_t const whole = display_width(utf8);
    if (whole < width) return std::string{utf8} + std::string(width - whole, ' ');
    std::string out;
    std::size_t columns = 0;
    while (true) {  // leave room for the mark and one space
        Character const c = first_of(utf8);
        if (columns + c.columns > width - 2) break;
        out += utf8.substr(0, c.bytes);
        columns += c.columns;
        utf8.remove_prefix(c.bytes);
    }
    return out + "~" + std::string(width - columns - 1, ' ');
}

}  // namespace meridian::report
