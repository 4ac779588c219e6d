#include "sim/scenario/usual_values.hpp"

#include <cmath>
#include <optional>
#include <unordered_map>
#include <variant>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/thousands.hpp"
#include "sim/scenario/table_reader.hpp"

namespace meridian::scenario {
namespace {

std::optional<double> value_of(std::string_view text, Dimension dimension) {
    auto const parsed = parse_quantity(text, dimension);
    auto const* const value = std::get_if<Parsed>(&parsed);
    return value == nullptr ? std::nullopt : std::optional{value->value};
}

// Of a text of a declaration, which is parsed once.
double declared_value(std::string_view text, Dimension dimension) {
    thread_local std::unordered_map<char const*, double> known;
    auto const [found, is_new] = known.try_emplace(text.data(), 0.0);
    if (is_new) found->second = value_of(text, dimension).value_or(0.0);
    return found->second;
}

bool holds(Typical const& typical, double value, Dimension dimension) {
    return !typical.has_range() || (value >= declared_value(typical.low, dimension) &&
                                    value <= declared_value(typical.high, dimension));
}

// Two significant digits: "1.5", "36", "3,600".
std::string ratio_words(double ratio) {
    if (ratio < 9.95) return fmt::format("{:.2g}", ratio);
    double const unit = std::pow(10.0, std::floor(std::log10(ratio)) - 1.0);
    return with_commas(format_number(std::round(ratio / unit) * unit));
}

// "2000 /s" -> "/s"
std::string_view unit_in(std::string_view example) {
    auto const space = example.find(' ');
    return space == std::string_view::npos ? std::string_view{} : example.substr(space + 1);
}

}  // namespace

std::string usual_words(Typical const& typical) {
    return typical.has_range() ? fmt::format("{} to {}", with_commas(typical.low), with_commas(typical.high))
                               : std::string{};
}

std::string fix_for(ParseFault const& fault, std::string_view text, Dimension dimension,
                    Typical const& typical) {
    if (typical.example.empty()) return fault.fix;
    bool const lacks_unit = is_bare_number(text) && fault.wrong.ends_with("has no unit");
    bool const other_unit = fault.fix.starts_with("write one of: ") && !unit_in(typical.example).empty();
    if (lacks_unit || other_unit) {
        auto const number = text.substr(0, text.find_first_not_of("+-.0123456789"));
        auto const candidate = fmt::format("{} {}", number, unit_in(typical.example));
        auto const value = value_of(candidate, dimension);
        if (value && holds(typical, *value, dimension))
            return fmt::format("write a unit, for example {}", candidate);
        return fmt::format("write it with its unit, such as {}", typical.example);
    }
    auto fix = fault.fix;
    auto const general = example_of(dimension);
    if (auto const at = fix.find(general); at != std::string::npos && general.size() > 1)
        fix.replace(at, general.size(), typical.example);
    return fix;
}

bool is_usual(double value, std::string_view text, Dimension dimension, Typical const& typical,
              SourceLocation const& where, Subject const& subject) {
    if (value == 0.0 || holds(typical, value, dimension)) return true;
    double const low = declared_value(typical.low, dimension);
    bool const below = value < low;
    double const bound = below ? low : declared_value(typical.high, dimension);
    double const ratio = below ? bound / value : value / bound;
    bool const says_ratio = value > 0.0 && bound > 0.0 && ratio >= 2.0 && dimension != Dimension::temperature;
    auto const distance = says_ratio ? fmt::format("{} times ", ratio_words(ratio)) : std::string{};
    auto const of = subject.record == nullptr ? std::string{} : " of " + subject.record_words();
    subject.warnings->add(where,
                          fmt::format("{}{}: {} is {}{} the usual {}", subject.key, of, text, distance,
                                      below ? "below" : "above", usual_words(typical)),
                          fmt::format("check the value and its unit; typical is {}", typical.example));
    return false;
}

}  // namespace meridian::scenario
