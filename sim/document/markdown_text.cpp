#include "sim/document/markdown_text.hpp"

#include <algorithm>

namespace meridian::document {
namespace {

bool is_letter(char c) {
    // Bytes of other alphabets count as letters.
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// Inside a word `_` means nothing, and names keep readable without a mark before it.
bool is_inside_word(std::string_view text, std::size_t at) {
    return at > 0 && at + 1 < text.size() && is_letter(text[at - 1]) && is_letter(text[at + 1]);
}

std::size_t digits_at_begin(std::string_view text) {
    auto const end = text.find_first_not_of("0123456789");
    return end == std::string_view::npos ? text.size() : end;
}

std::size_t longest_run_of_ticks(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (char const c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

std::string inline_markdown(std::string_view text) {
    constexpr std::string_view marks{"\\`*[]<>|&~$"};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const ends_line = c == '\n' || c == '\r';
        bool const is_mark =
            marks.find(c) != std::string_view::npos || (c == '_' && !is_inside_word(text, i));
        if (is_mark) out += '\\';
        // Neither leading spaces nor two in a row.
        if (c != ' ' && !ends_line)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' '))
        out.pop_back();
    return out;
}

std::string block_markdown(std::string_view text) {
    auto out = inline_markdown(text);
    if (out.empty()) return out;
    if (std::string_view{"#+-="}.find(out.front()) != std::string_view::npos) return "\\" + out;
    auto const digits = digits_at_begin(out);
    if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')'))
        out.insert(digits, 1, '\\');
    return out;
}

std::string code_markdown(std::string_view text) {
    std::string const fence(std::max<std::size_t>(3, longest_run_of_ticks(text) + 1), '`');
    return fence + "sh\n" + std::string{text} + "\n" + fence;
}

}  // namespace meridian::document
