#include "models/units/parse.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/nearest_name.hpp"
#include "models/units/number_text.hpp"
#include "models/units/time.hpp"
#include "models/units/unit_table.hpp"

namespace meridian {
namespace {

using enum Dimension;

struct Words {
    std::string_view name;
    std::string_view example;
    std::string_view usual_unit;  // completes a number that came without one
};

// In the order of Dimension.
constexpr std::array<Words, 21> words = {{{"a whole number", "8", ""},
                                          {"a number", "1.5", ""},
                                          {"a share", "30 %", "%"},
                                          {"duration", "2.5 h", "h"},
                                          {"bytes", "10 GB", "GB"},
                                          {"data rate", "400 Gbit/s", "Gbit/s"},
                                          {"power", "5 MW", "kW"},
                                          {"compute rate", "313 TFLOPS", "TFLOPS"},
                                          {"length", "148 km", "km"},
                                          {"delay per length", "4.9 us/km", "us/km"},
                                          {"temperature", "12 degC", "degC"},
                                          {"events per time", "120 /h", "/h"},
                                          {"price of energy", "0.45 CNY/kWh", "CNY/kWh"},
                                          {"price of data", "0.1 CNY/GB", "CNY/GB"},
                                          {"lease of capacity", "500 CNY/Gbps/month", "CNY/Gbps/month"},
                                          {"carbon intensity", "0.58 kg/kWh", "kg/kWh"},
                                          {"energy per bit", "2.4 nJ/bit", "nJ/bit"},
                                          {"an angle in degrees", "39.9", ""},
                                          {"money", "200 kCNY", "CNY"},
                                          {"price of power", "27 MCNY/MW", "CNY/kW"},
                                          {"price of carbon", "97 CNY/t", "CNY/t"}}};

Words const& words_of(Dimension d) {
    return words[static_cast<std::size_t>(d)];
}

bool takes_unit(Dimension d) {
    return !words_of(d).usual_unit.empty();
}

// Counted by the model in whole base units that an int64 must hold.
bool is_counted(Dimension d) {
    return d == duration || d == bytes || d == power;
}

UnitRow const* unit_named(std::string_view symbol, Dimension d) {
    for (UnitRow const& row : unit_table()) {
        if (row.dimension == d && row.symbol == symbol) return &row;
    }
    return nullptr;
}

// What a unit that is not of `d` measures, if any.
std::optional<Dimension> measured_by(std::string_view symbol) {
    for (UnitRow const& row : unit_table()) {
        if (row.symbol == symbol) return row.dimension;
    }
    return std::nullopt;
}

ParseFault unit_without_place(NumberText const& split, Dimension d) {
    std::string const fix = fmt::format("write {}", split.number);
    if (d == angle) return {fmt::format("{} stands behind an angle in degrees", in_quotes(split.rest)), fix};
    return {fmt::format("{} takes no unit, but {} stands behind it", words_of(d).name, in_quotes(split.rest)),
            fix};
}

ParseFault unit_missing(NumberText const& split, Dimension d) {
    return {fmt::format("{} has no unit", in_quotes(split.number)),
            fmt::format("write a unit, for example {} {}", split.number, words_of(d).usual_unit)};
}

ParseFault unit_unknown(NumberText const& split, Dimension d) {
    auto const symbols = units_of(d);
    std::string const all = fmt::format("write one of: {}", fmt::join(symbols, ", "));
    std::string const wrong = fmt::format("{} is not a unit of {}", in_quotes(split.rest), words_of(d).name);
    for (UnitHint const& hint : unit_hints()) {
        if (hint.dimension == d && hint.wrong == split.rest) return {wrong, std::string(hint.fix)};
    }
    if (auto const other = measured_by(split.rest)) {
        return {fmt::format("{} measures {}, not {}", in_quotes(split.rest), words_of(*other).name,
                            words_of(d).name),
                all};
    }
    std::string const near = nearest_name(split.rest, symbols);
    if (near.empty()) return {wrong, all};
    return {wrong, fmt::format("did you mean {}? Write {} {}", near, split.number, near)};
}

ParseFault too_large(NumberText const& split, std::string_view largest) {
    std::string const written = split.rest.empty() ? split.number : split.number + " " + split.rest;
    return {fmt::format("{} is too large", in_quotes(written)), fmt::format("write at most {}", largest)};
}

// The power of ten of the first digit that is not zero; 0 if all are.
int magnitude(std::string const& digits) {
    auto const first = digits.find_first_of("123456789");
    if (first == std::string::npos) return 0;
    auto const point = std::min(digits.find('.'), digits.size());
    return static_cast<int>(point) - static_cast<int>(first);
}

// digits * 10^(exponent + ten) as the nearest double; empty if it overflows.
std::optional<double> decimal(NumberText const& split, int ten) {
    int const exponent = split.exponent + ten;
    std::string const text = fmt::format("{}e{}", split.digits, exponent);
    double value = 0.0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc{}) return value;
    bool const nearly_zero = magnitude(split.digits) + exponent < 0;
    return nearly_zero ? std::optional{0.0} : std::nullopt;
}

std::variant<Parsed, ParseFault> checked(double value, NumberText const& split, Dimension d) {
    constexpr double whole_limit = 9007199254740992.0;  // 2^53: above it doubles skip whole numbers
    constexpr double int64_limit = 9223372036854775808.0;
    if (d == count) {
        if (value != std::floor(value)) {
            return ParseFault{fmt::format("{} is not a whole number", in_quotes(split.number)),
                              fmt::format("write {} or {}", std::floor(value), std::ceil(value))};
        }
        if (std::abs(value) > whole_limit) return too_large(split, "9007199254740992");
    }
    if (!is_counted(d)) return Parsed{value + 0.0};
    if (d == duration && std::abs(value) > static_cast<double>(longest_duration.count())) {
        return too_large(split, "36525 d, a hundred years");
    }
    if (std::abs(value) >= int64_limit) return too_large(split, d == bytes ? "9.22 EB" : "9.22e6 GW");
    return Parsed{std::round(value) + 0.0};
}

}  // namespace

std::variant<Parsed, ParseFault> parse_quantity(std::string_view text, Dimension d) {
    auto read = split_number(text, example_of(d));
    if (auto* fault = std::get_if<ParseFault>(&read)) return std::move(*fault);
    auto const& split = std::get<NumberText>(read);

    UnitRow row{d, ""};
    if (split.rest.empty()) {
        if (takes_unit(d) && d != fraction) return unit_missing(split, d);
    } else {
        if (!takes_unit(d)) return unit_without_place(split, d);
        UnitRow const* const found = unit_named(split.rest, d);
        if (found == nullptr) return unit_unknown(split, d);
        row = *found;
    }
    auto const scaled = decimal(split, row.ten);
    double const value = scaled ? *scaled * row.times / row.over : std::numeric_limits<double>::infinity();
    if (!std::isfinite(value)) return too_large(split, "1.79e308 in its base unit");
    return checked(value, split, d);
}

std::variant<std::int64_t, ParseFault> parse_whole(std::string_view text) {
    auto read = split_number(text, example_of(count));
    if (auto* fault = std::get_if<ParseFault>(&read)) return std::move(*fault);
    auto const& split = std::get<NumberText>(read);
    if (!split.rest.empty()) return unit_without_place(split, count);

    std::int64_t whole = 0;
    char const* const end = split.number.data() + split.number.size();
    auto const exact = std::from_chars(split.number.data(), end, whole);
    if (exact.ptr == end && exact.ec == std::errc{}) return whole;
    if (exact.ptr == end) return too_large(split, "9223372036854775807");

    auto real = parse_quantity(text, count);
    if (auto* fault = std::get_if<ParseFault>(&real)) return std::move(*fault);
    return static_cast<std::int64_t>(std::get<Parsed>(real).value);
}

std::vector<std::string_view> units_of(Dimension dimension) {
    std::vector<std::string_view> symbols;
    for (UnitRow const& row : unit_table()) {
        if (row.dimension == dimension) symbols.push_back(row.symbol);
    }
    return symbols;
}

std::string_view name_of(Dimension dimension) {
    return words_of(dimension).name;
}
std::string_view example_of(Dimension dimension) {
    return words_of(dimension).example;
}

}  // namespace meridian
