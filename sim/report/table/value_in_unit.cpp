#include "sim/report/table/value_in_unit.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "sim/report/table/number_words.hpp"

namespace meridian::report {
namespace {

// How many CNY are one of the money in front of "/" in the unit. Nothing: the unit has no money there.
std::optional<double> cny_in(std::string_view money) {
    if (money == "CNY") return 1.0;
    if (money == "kCNY") return 1e3;
    return money == "MCNY" ? std::optional{1e6} : std::nullopt;
}

}  // namespace

Bilingual value_in_unit(double value, std::string_view unit) {
    auto const money = unit.substr(0, unit.find('/'));
    auto const divisor = unit.substr(money.size());
    if (auto const cny = cny_in(money)) {
        auto const words = [&](Language language) {
            return for_people(value * *cny, FigureKind::money, language) + std::string{divisor};
        };
        return {words(Language::en), words(Language::zh)};
    }
    std::string const figure = fmt::format("{:.3g}", value);
    if (unit == "%") return {figure + " %", figure + "%"};
    return Bilingual::same(fmt::format("{}{}{}", figure, unit.empty() ? "" : " ", unit));
}

}  // namespace meridian::report
