#include "sim/report/table/terminal_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/report/table/display_width.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t widest_paragraph = 100;

// Takes the longest beginning of at most `width` columns off the text; one character at least.
std::string_view take_columns(std::string_view& text, std::size_t width) {
    std::size_t bytes = 0;
    std::size_t columns = 0;
    while (bytes < text.size()) {
        std::size_t end = bytes + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        columns += display_width(text.substr(bytes, end - bytes));
        if (columns > width && bytes > 0) break;
        bytes = end;
    }
    auto const taken = text.substr(0, bytes);
    text.remove_prefix(bytes);
    return taken;
}

}  // namespace

std::string emphasised(std::string_view text, Emphasis emphasis, OutputStyle const& style) {
    constexpr std::array<std::string_view, 5> codes{"", "1", "32", "31", "2"};
    auto const code = codes[static_cast<std::size_t>(emphasis)];
    if (!style.is_styled || code.empty() || text.empty()) return std::string{text};
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::vector<std::string> broken_lines(std::string_view text, std::size_t width) {
    std::vector<std::string> lines{""};
    std::size_t used = 0;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (used > 0 && used + 1 + display_width(word) > width) {
            lines.emplace_back();
            used = 0;
        }
        if (used > 0) {
            lines.back() += ' ';
            ++used;
        }
        while (used + display_width(word) > width && !word.empty()) {
            lines.back() += take_columns(word, width);
            if (word.empty()) break;
            lines.emplace_back();
        }
        lines.back() += word;
        used = display_width(lines.back());
    }
    return lines;
}

std::string paragraph(std::string_view text, OutputStyle const& style, std::string_view head,
                      std::size_t indent, Emphasis of_head) {
    std::size_t const width = std::min(style.columns, widest_paragraph);
    std::size_t const head_width = display_width(head);
    // What of the head is beyond the indent takes part of the first line.
    std::size_t const extra = head_width > indent ? head_width - indent : 0;
    auto const lines = broken_lines(std::string(extra, '.') + std::string{text}, width - indent);
    std::string out;
    for (std::string const& line : lines) {
        bool const is_first = out.empty();
        out += is_first ? emphasised(head, of_head, style) + line.substr(std::min(extra, line.size()))
                        : std::string(indent, ' ') + line;
        out += '\n';
    }
    return out;
}

}  // namespace meridian::report
