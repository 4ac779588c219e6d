#include "models/units/parse.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "models/units/number_text.hpp"
#include "models/units/time.hpp"
#include "models/units/unit_table.hpp"

namespace meridian {
namespace {

using enum Dimension;

struct DimensionWords {
    std::string_view name;
    std::string_view example;
    std::string_view usual_unit;  // completes a number that came without one
};

// In the order of Dimension.
constexpr std::array<DimensionWords, dimensions> words = {
    {{"a whole number", "8", ""},
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
     {"price of carbon", "97 CNY/t", "CNY/t"},
     {"price of work", "3 CNY/acc-h", "CNY/acc-h"},
     {"price of requests", "60 CNY/M requests", "CNY/M requests"},
     {"price of tokens", "2 CNY/M tokens", "CNY/M tokens"}}};

DimensionWords const& words_of(Dimension d) {
    return words[static_cast<std::size_t>(d)];
}

bool takes_unit(Dimension d) {
    return !words_of(d).usual_unit.empty();
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

std::string in_cny(NumberText const& split, Dimension d);

ParseFault unit_unknown(NumberText const& split, Dimension d) {
    auto const symbols = units_of(d);
    std::string const all = fmt::format("write one of: {}", fmt::join(symbols, ", "));
    std::string const wrong = fmt::format("{} is not a unit of {}", in_quotes(split.rest), words_of(d).name);
    for (UnitHint const& hint : unit_hints()) {
        if (hint.dimension != d || hint.wrong != split.rest) continue;
        auto const unit = hint.fix.substr(hint.fix.find(' ') + 1);
        bool const is_unit = unit_named(unit, d) != nullptr;  // "write s"
        return {wrong, is_unit ? fmt::format("write {} {}", split.number, unit) : std::string(hint.fix)};
    }
    if (auto const cny = in_cny(split, d); !cny.empty()) return {wrong, fmt::format("write {}", cny)};
    if (auto const other = measured_by(split.rest)) {
        return {fmt::format("{} measures {}, not {}", in_quotes(split.rest), words_of(*other).name,
                            words_of(d).name),
                all};
    }
    std::string const near = nearest_name(split.rest, symbols);
    if (near.empty()) return {wrong, all};
    return {wrong, fmt::format("did you mean {}? Write {} {}", near, split.number, near)};
}

// digits * 10^(exponent + ten) as the nearest double; empty if it overflows.
std::optional<double> decimal(NumberText const& split, int ten);

// Money as it is written in China, and what it is per.
struct MoneyAlias {
    std::string_view word;
    int ten;  // CNY as a power of ten
};
constexpr std::array<MoneyAlias, 13> money_aliases{{{"百万元", 6},
                                                    {"千万元", 7},
                                                    {"万元", 4},
                                                    {"亿元", 8},
                                                    {"元", 0},
                                                    {"人民币", 0},
                                                    {"RMB", 0},
                                                    {"rmb", 0},
                                                    {"yuan", 0},
                                                    {"Yuan", 0},
                                                    {"cny", 0},
                                                    {"¥", 0},
                                                    {"￥", 0}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> per_aliases{{{"/度", "/kWh"},
                                                                                    {"/千瓦时", "/kWh"},
                                                                                    {"/kwh", "/kWh"},
                                                                                    {"/卡时", "/acc-h"},
                                                                                    {"/千瓦", "/kW"},
                                                                                    {"/吨", "/t"}}};

// The amount in CNY; empty if the unit has no other name of money.
std::string in_cny(NumberText const& split, Dimension d) {
    for (MoneyAlias const& alias : money_aliases) {
        if (!split.rest.starts_with(alias.word)) continue;
        std::string per = split.rest.substr(alias.word.size());
        for (auto const& [wrong, right] : per_aliases) {
            if (per == wrong) per = right;
        }
        auto const amount = decimal(split, alias.ten);
        if (!amount || unit_named("CNY" + per, d) == nullptr) continue;
        return fmt::format("{} CNY{}", alias.ten == 0 ? split.number : format_number(*amount), per);
    }
    return {};
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

std::optional<double> decimal(NumberText const& split, int ten) {
    int const exponent = split.exponent + ten;
    std::string const text = fmt::format("{}e{}", split.digits, exponent);
    double value = 0.0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc{}) return value;
    bool const nearly_zero = magnitude(split.digits) + exponent < 0;
    return nearly_zero ? std::optional{0.0} : std::nullopt;
}

constexpr double whole_limit = 9007199254740992.0;  // 2^53: above it doubles skip whole numbers
constexpr double int64_limit = 9223372036854775808.0;

// digits * 10^(exponent + ten) * times, if that is a whole number which an int64 holds; `times` is whole.
std::optional<std::int64_t> exact_whole(NumberText const& split, UnitRow const& row) {
    __extension__ typedef unsigned __int128 Wide;
    Wide number = 0;
    int ten = split.exponent + row.ten;
    int zeros = 0;
    bool behind_point = false;
    for (char const c : split.digits) {
        if (c == '.') behind_point = true;
        if (c < '0' || c > '9') continue;
        if (behind_point) --ten;
        ++zeros;
        if (c == '0') continue;
        for (; zeros > 0; --zeros) {
            if (number > ~Wide{0} / 10 - 1) return std::nullopt;
            number *= 10;
        }
        number += static_cast<unsigned>(c - '0');
    }
    ten += zeros;  // those at the end
    if (number == 0) return 0;
    auto times = static_cast<std::uint64_t>(row.times);
    auto const divide = [&](unsigned by) {
        if (number % by == 0) {
            number /= by;
        } else if (times % by == 0) {
            times /= by;
        } else {
            return false;
        }
        return true;
    };
    for (; ten < 0; ++ten) {
        if (!divide(2) || !divide(5)) return std::nullopt;
    }
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    if (number > most || times > most / number) return std::nullopt;
    number *= times;
    for (; ten > 0; --ten) {
        if (number > most / 10) return std::nullopt;
        number *= 10;
    }
    auto const whole = static_cast<std::int64_t>(number);
    return split.digits.starts_with('-') ? -whole : whole;
}

// base / 10^places in digits.
std::string decimal_text(std::int64_t base, int places) {
    std::string text = fmt::format("{:0{}}", base < 0 ? -base : base, places + 1);
    if (places > 0) {
        text.insert(text.size() - static_cast<std::size_t>(places), 1, '.');
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return base < 0 ? "-" + text : text;
}

// In the row's unit where that is a decimal one.
std::string counted_text(std::int64_t base, UnitRow const& row) {
    if (row.symbol.empty()) return decimal_text(base, 0);
    if (row.times != 1.0) return counted_text(base, row.dimension);
    return fmt::format("{} {}", decimal_text(base, row.ten), row.symbol);
}

// Of a number that falls between those that the model can hold. Precondition: |value| < 2^63.
ParseFault not_held(double value, NumberText const& split, UnitRow const& row) {
    std::string const written = split.rest.empty() ? split.number : split.number + " " + split.rest;
    auto const below = static_cast<std::int64_t>(std::floor(value));
    if (std::abs(value) >= whole_limit) {
        return {fmt::format("{} has more digits than can be held exactly", in_quotes(written)),
                fmt::format("write {}", counted_text(below, row))};
    }
    Dimension const d = row.dimension;
    std::string_view const of = d == duration ? " of nanoseconds"
                                : d == bytes  ? " of bytes"
                                : d == power  ? " of microwatts"
                                              : "";
    return {fmt::format("{} is not a whole number{}", in_quotes(written), of),
            fmt::format("write {} or {}", counted_text(below, row), counted_text(below + 1, row))};
}

std::variant<Parsed, ParseFault> checked(double value, NumberText const& split, UnitRow const& row) {
    Dimension const d = row.dimension;
    if (d != count && !is_counted(d)) {
        bool const vanishes = std::abs(value) < std::numeric_limits<double>::min() &&
                              split.digits.find_first_of("123456789") != std::string::npos;
        if (!vanishes) return Parsed{value + 0.0};
        return ParseFault{fmt::format("{} is too close to zero", in_quotes(split.number)), "write 0"};
    }
    if (d == count && std::abs(value) > whole_limit) return too_large(split, "9007199254740992");
    if (d == duration && std::abs(value) > static_cast<double>(longest_duration.count())) {
        return too_large(split, "36525 d, a hundred years");
    }
    if (std::abs(value) >= int64_limit) return too_large(split, d == bytes ? "9.22 EB" : "9220 GW");
    auto const whole = exact_whole(split, row);
    if (!whole || static_cast<std::int64_t>(static_cast<double>(*whole)) != *whole)
        return not_held(value, split, row);
    return Parsed{static_cast<double>(*whole)};
}

}  // namespace

bool is_counted(Dimension d) {
    return d == duration || d == bytes || d == power;
}

std::string counted_text(std::int64_t base, Dimension d) {
    constexpr std::int64_t second = 1'000'000'000;
    if (d == bytes) return fmt::format("{} B", base);
    if (d == power) return decimal_text(base, 6) + " W";
    return std::abs(base) < second ? fmt::format("{} ns", base) : decimal_text(base, 9) + " s";
}

std::string nearest_counted_text(double number, std::string_view unit) {
    std::string written =
        unit.empty() ? format_number(number) : fmt::format("{} {}", format_number(number), unit);
    auto const dimension = measured_by(unit);
    if (!dimension || !is_counted(*dimension)) return written;
    if (std::holds_alternative<Parsed>(parse_quantity(written, *dimension))) return written;
    UnitRow const& row = *unit_named(unit, *dimension);
    auto const split = split_number(written, {});
    auto const scaled = decimal(std::get<NumberText>(split), row.ten);
    double const base = scaled ? std::round(*scaled * row.times) : int64_limit;
    return std::abs(base) < int64_limit ? counted_text(static_cast<std::int64_t>(base), row) : written;
}

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
    return checked(value, split, row);
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
