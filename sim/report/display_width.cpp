#include "sim/report/display_width.hpp"

#include <cstdint>
#include <utility>

namespace meridian::report {
namespace {

constexpr std::pair<std::uint32_t, std::uint32_t> wide_blocks[]{
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE4F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x20000, 0x3FFFD},
};

struct Character {
    std::size_t bytes;
    std::size_t columns;
};

// The first character. Precondition: not empty. Malformed bytes count as one column each.
Character first_of(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length > text.size()) return {1, 1};
    std::uint32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    for (auto const& [low, high] : wide_blocks) {
        if (code >= low && code <= high) return {length, 2};
    }
    return {length, 1};
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
