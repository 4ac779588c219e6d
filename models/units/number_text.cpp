#include "models/units/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace meridian {
namespace {

using Split = std::variant<NumberText, ParseFault>;

constexpr int exponent_clamp = 100'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n";
    auto const first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::size_t digits_from(std::string_view text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_digit(text[at + n])) {
        ++n;
    }
    return n;
}

std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

// Texts that do not start with a digit, a point or a minus sign before one of them.
ParseFault no_number(std::string_view text, std::string_view example) {
    std::string_view bare = text;
    while (!bare.empty() && (bare.front() == '-' || bare.front() == '+' || bare.front() == '.')) {
        bare.remove_prefix(1);
    }
    std::string const word = lower_case(bare.substr(0, 3));
    if (word == "nan" || word == "inf") {
        return {fmt::format("{} is not a finite number", in_quotes(text)),
                fmt::format("write a number, for example {}", example)};
    }
    if (text.front() == '+' && !bare.empty() && is_digit(bare.front())) {
        return {fmt::format("{} has a plus sign", in_quotes(text)), fmt::format("write {}", text.substr(1))};
    }
    return {fmt::format("{} does not start with a number", in_quotes(text)),
            fmt::format("write a number first, for example {}", example)};
}

// "0x1F", "0b101", "0o17"; the text starts with a zero and a letter.
std::optional<ParseFault> other_base(std::string_view unsigned_text, std::string_view text) {
    if (unsigned_text.size() < 3 || unsigned_text[0] != '0') return std::nullopt;
    char const letter = lower_case(unsigned_text.substr(1, 1))[0];
    int const base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (base == 0) return std::nullopt;
    std::uint64_t value = 0;
    auto const* const end = unsigned_text.data() + unsigned_text.size();
    auto const read = std::from_chars(unsigned_text.data() + 2, end, value, base);
    if (read.ptr == unsigned_text.data() + 2) return std::nullopt;
    ParseFault fault{fmt::format("{} is not a decimal number", in_quotes(text)),
                     "write it in decimal digits"};
    if (read.ec == std::errc{}) {
        fault.fix =
            fmt::format("write {}{}{}", text.front() == '-' ? "-" : "", value, std::string(read.ptr, end));
    }
    return fault;
}

// "1,000", "1 000", "1'000", "1_000" or, with one comma and no group of three, a decimal comma.
// `whole` is the length of the leading digits, sign included.
std::optional<ParseFault> separators(std::string_view text, std::size_t whole) {
    constexpr std::string_view marks = ",'_ ";
    std::string joined{text.substr(0, whole)};
    std::size_t at = whole;
    bool thousands = true;
    while (at + 1 < text.size() && marks.find(text[at]) != std::string_view::npos && is_digit(text[at + 1])) {
        std::size_t const group = digits_from(text, at + 1);
        thousands = thousands && group == 3;
        joined.append(text.substr(at + 1, group));
        at += 1 + group;
    }
    if (at == whole) return std::nullopt;
    if (thousands) {
        return ParseFault{fmt::format("{} has separators between its thousands", in_quotes(text)),
                          fmt::format("write {}{}", joined, text.substr(at))};
    }
    if (text[whole] == ',') {
        return ParseFault{fmt::format("{} has a comma in its number", in_quotes(text)),
                          fmt::format("write a point: {}.{}", text.substr(0, whole), text.substr(whole + 1))};
    }
    return ParseFault{fmt::format("{} holds more than one number", in_quotes(text)), "write one number"};
}

std::optional<ParseFault> leading_zero(std::string_view text, std::size_t first, std::size_t digits) {
    if (digits < 2 || text[first] != '0') return std::nullopt;
    std::size_t zeros = 0;
    while (zeros + 1 < digits && text[first + zeros] == '0') {
        ++zeros;
    }
    std::string const clean = std::string(text.substr(0, first)).append(text.substr(first + zeros));
    bool const octal = text.substr(first, digits).find_first_of("89") == std::string_view::npos;
    std::string const doubt = octal ? ", which some programs read as octal" : "";
    return ParseFault{fmt::format("{} has a leading zero{}", in_quotes(text), doubt),
                      fmt::format("write {}", clean)};
}

// The exponent of ten at text[at] ("e-3"), with its length in characters; length 0: there is none.
struct Exponent {
    int value{0};
    std::size_t length{0};
};
Exponent exponent_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return {};
    std::size_t sign = 0;
    if (at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-')) sign = 1;
    std::size_t const digits = digits_from(text, at + 1 + sign);
    if (digits == 0) return {};
    int value = 0;
    char const* const first = text.data() + at + 1 + sign;
    auto const read = std::from_chars(first, first + digits, value);
    if (read.ec != std::errc{} || value > exponent_clamp) value = exponent_clamp;
    return {sign == 1 && text[at + 1] == '-' ? -value : value, 1 + sign + digits};
}

}  // namespace

std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string shown;
    for (char const c : text.substr(0, longest)) {
        bool const control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        shown.push_back(control ? '?' : c);
    }
    if (text.size() > longest) {
        while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0x80U) {
            shown.pop_back();
        }
        if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0U) shown.pop_back();
        shown.append("...");
    }
    return fmt::format("'{}'", shown);
}

Split split_number(std::string_view original, std::string_view example) {
    std::string_view const text = trimmed(original);
    if (text.empty())
        return ParseFault{"the value is empty", fmt::format("write a value, for example {}", example)};
    std::size_t const sign = text.front() == '-' ? 1 : 0;
    std::size_t const whole = digits_from(text, sign);
    std::size_t at = sign + whole;
    std::size_t decimals = 0;
    if (at < text.size() && text[at] == '.') {
        decimals = digits_from(text, at + 1);
        at += 1 + decimals;
    }
    if (whole + decimals == 0) return no_number(text, example);
    if (auto fault = other_base(text.substr(sign), text)) return *fault;
    if (auto fault = separators(text, sign + whole)) return *fault;
    if (auto fault = leading_zero(text, sign, whole)) return *fault;

    NumberText split;
    split.digits = text.substr(0, at);
    auto const exponent = exponent_at(text, at);
    split.exponent = exponent.value;
    at += exponent.length;
    split.number = text.substr(0, at);
    split.rest = trimmed(text.substr(at));
    return split;
}

}  // namespace meridian
