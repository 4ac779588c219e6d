#include "sim/scenario/describe.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "models/units/thousands.hpp"
#include "models/units/unit_table.hpp"

namespace meridian::scenario {
namespace {

bool is_ascii(std::string_view text) {
    for (char const c : text) {
        if (static_cast<unsigned char>(c) >= 0x80U) return false;
    }
    return true;
}

// Without the last digits of a division.
double to_twelve_digits(double x) {
    auto const text = fmt::format("{:.11e}", x);
    std::from_chars(text.data(), text.data() + text.size(), x);
    return x;
}

std::string one_of(std::span<std::string_view const> words) {
    return fmt::format("one of {}", fmt::join(words, ", "));
}

std::string with_units(std::string words, Dimension dimension) {
    auto const units = units_in_words(dimension);
    return units.empty() ? words : words + "; in " + units;
}

}  // namespace

std::string units_in_words(Dimension dimension) {
    std::vector<std::string_view> plain;
    for (auto const unit : units_of(dimension)) {
        if (is_ascii(unit)) plain.push_back(unit);
    }
    return fmt::format("{}{}", fmt::join(plain, ", "), dimension == Dimension::fraction ? " or as 0.3" : "");
}

std::string written(double value, Dimension dimension) {
    switch (dimension) {
        case Dimension::duration:
            return format_number(value / 1e9) + " s";
        case Dimension::bytes:
            return format_number(value) + " B";
        case Dimension::data_rate:
            return format_number(value) + " B/s";
        case Dimension::power:
            return format_number(value / 1e6) + " W";
        case Dimension::delay_per_length:
            return format_number(value / 1e3) + " us/km";
        case Dimension::energy_per_bit:
            return format_number(value) + " J/bit";
        default:
            break;
    }
    auto const units = units_of(dimension);
    bool const has_base_unit = !units.empty() && dimension != Dimension::fraction;
    return format_number(value) + (has_base_unit ? " " + std::string{units.front()} : "");
}

std::string in_words(double value, Dimension dimension) {
    constexpr std::size_t few = 6;  // characters of a number that is read at a glance
    if (dimension == Dimension::fraction) return with_commas(written(value, dimension));
    std::optional<std::string> best;
    double least = std::numeric_limits<double>::infinity();
    std::size_t length = 0;
    for (UnitRow const& row : unit_table()) {
        if (row.dimension != dimension || !is_ascii(row.symbol) || value == 0.0) continue;
        double const in_unit = value * row.over / row.times / std::pow(10.0, row.ten);
        auto const number = format_number(to_twelve_digits(in_unit));
        if (number.find('e') != std::string::npos) continue;
        bool const is_short = number.size() <= few && std::abs(in_unit) >= 1.0;
        // The largest unit in which the number is short; where there is none, the shortest number.
        bool const is_better =
            is_short ? std::abs(in_unit) < least
                     : least == std::numeric_limits<double>::infinity() && (!best || number.size() < length);
        if (!is_better) continue;
        if (is_short) least = std::abs(in_unit);
        length = number.size();
        best = with_commas(number) + " " + std::string{row.symbol};
    }
    return best.value_or(with_commas(written(value, dimension)));
}

std::string words_of(Text const& kind) {
    return kind.many_lines ? "text" : "text in one line";
}
std::string words_of(Instant const& /*kind*/) {
    return "a date and time in ISO 8601 with its UTC offset";
}
std::string words_of(Reference const& kind) {
    return fmt::format("the name of one of the {}", kind.table);
}
std::string words_of(NumberKind const& kind) {
    return with_units(fmt::format("{}, {}", name_of(kind.dimension), words_of(kind.range, kind.dimension)),
                      kind.dimension);
}
std::string words_of(Span const& /*kind*/) {
    return words_of(Real{Dimension::duration, not_negative}) + "; or a multiple, " +
           std::string{span_multiples.words};
}
std::string words_of(Whole const& kind) {
    if (kind.low == kind.high) return std::to_string(kind.low);
    return fmt::format("a whole number from {} to {}", with_commas(std::to_string(kind.low)),
                       with_commas(std::to_string(kind.high)));
}
std::string words_of(Seed const& /*kind*/) {
    return "a whole number from 0 to 2^64 - 1";
}
std::string words_of(Word const& kind) {
    return one_of(kind.words);
}
std::string words_of(Words const& kind) {
    return fmt::format("{} words, each {}; '{} x8' stands for eight", kind.count, one_of(kind.words),
                       kind.words.front());
}
std::string words_of(Bool const& /*kind*/) {
    return one_of(truth_words);
}
std::string words_of(Names const& /*kind*/) {
    return "a list of names";
}
std::string words_of(Reals const& kind) {
    auto const each = words_of(Real{kind.dimension, kind.range});
    return kind.count == 0 ? "a list of values, each " + each
                           : fmt::format("a list of {} values, each {}", kind.count, each);
}
std::string words_of(NamedNumbers const& kind) {
    return fmt::format("names and numbers, {}, as in {}", words_of(kind.range, Dimension::number),
                       kind.example());
}
std::string words_of(AnyMap const& /*kind*/) {
    return "a map of anything";
}
std::string words_of(Size const& kind) {
    return with_units(fmt::format("a size: {}, {}, or a random one", name_of(kind.dimension),
                                  words_of(size_range(kind.dimension), kind.dimension)),
                      kind.dimension);
}
std::string words_of(Home const& /*kind*/) {
    return "origin, {node: beijing} or {gravity: {by: gdp, decay: 800 km}}";
}
std::string words_of(ComponentField const& kind) {
    return fmt::format("a name, or {{name: {}, ...}} with parameters", kind.sample);
}
std::string words_of(Components const& kind) {
    return words_of(ComponentField{kind.sample, kind.of}) +
           ", or one's own by its 'command', its 'filter' or 'score', or a list of such";
}
std::string words_of(MeasureName const& /*kind*/) {
    return "the name of one of the measures of rules";
}
std::string words_of(LimitText const& /*kind*/) {
    return "a number in the unit of the measure";
}

std::string words_of(ParameterDoc const& parameter) {
    if (!parameter.words.empty()) return one_of(parameter.words);
    Real const kind{parameter.dimension, Range{parameter.low, parameter.high, {}}};
    return with_units(
        fmt::format("{} {}", name_of(parameter.dimension), words_of(kind.range, kind.dimension)),
        parameter.dimension);
}

}  // namespace meridian::scenario
