#include "sim/study/row_key.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "sim/engine/random_streams.hpp"

namespace meridian::study {
namespace {

constexpr std::size_t digits_of_half = 16;

bool is_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::uint64_t value_of(std::string_view digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
}

}  // namespace

RowKey row_key(std::string_view text) {
    if (text.size() == 2 * digits_of_half && std::ranges::all_of(text, is_digit))
        return {value_of(text.substr(0, digits_of_half)), value_of(text.substr(digits_of_half))};
    return {engine::name_hash(text), engine::name_hash(std::string{text} + " again")};
}

}  // namespace meridian::study
