#include "sim/report/table/number_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "models/units/thousands.hpp"
#include "sim/report/table/number_units.hpp"

namespace meridian::report {
namespace {

constexpr std::string_view nothing{"–"};

bool is_figure(std::optional<double> value) {
    return value && std::isfinite(*value);
}

double half_width(std::optional<double> low, std::optional<double> high) {
    return is_figure(low) && is_figure(high) && *high > *low ? (*high - *low) / 2.0 : 0.0;
}

int whole_digits(double shown) {
    int digits = 1;
    for (double bound = 10.0; digits < 16 && shown >= bound; bound *= 10.0)
        ++digits;
    return digits;
}

// How many of the falling steps are above the value.
template <std::size_t N>
int place_in(std::array<double, N> const& steps, double value) {
    auto const found = std::ranges::find_if(steps, [value](double step) { return value >= step; });
    return static_cast<int>(found - steps.begin());
}

bool is_own(Rung const& rung) {
    return rung.times == 1.0 && rung.over == 1.0;
}

int decimals_of_interval(double shown, double half, FigureKind quantity) {
    constexpr std::array ends{10.0, 1.0, 0.1, 0.01, 0.001, 0.0001};
    int const wanted = std::min(place_in(ends, half), std::max(0, 6 - whole_digits(shown)));
    return quantity == FigureKind::share ? std::clamp(wanted, 1, 4) : wanted;
}

int decimals_alone(double shown, FigureKind quantity, bool in_own_unit) {
    constexpr std::array steps{100.0, 10.0, 1.0, 0.1, 0.01};
    if (shown == std::floor(shown)) return 0;
    if (quantity == FigureKind::degrees) return 2;
    if (quantity == FigureKind::share) return 1;
    bool const per_something = quantity == FigureKind::money_per_h || quantity == FigureKind::price;
    if (per_something && shown >= 0.1) return 3;
    bool const is_plain_count = quantity == FigureKind::count && in_own_unit;
    return std::min(place_in(steps, shown), is_plain_count ? 1 : 5);
}

// Adds one to the last digit of "199.99".
void count_up(std::string& digits) {
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        if (*digit == '.') continue;
        if (*digit != '9') {
            ++*digit;
            return;
        }
        *digit = '0';
    }
    digits.insert(0, 1, '1');
}

// Halves go away from zero; fmt, as printf, takes them to the even digit. Sixty decimals show every half of
// up to seven from what lies beside it.
std::string rounded(double shown, int decimals) {
    if (!(shown < 1e21)) return fmt::format("{}", shown);
    auto digits = fmt::format("{:.60f}", shown);
    auto const end = digits.find('.') + 1 + static_cast<std::size_t>(decimals);
    bool const up = digits[end] >= '5';
    digits.resize(decimals == 0 ? end - 1 : end);
    if (up) count_up(digits);
    return digits;
}

// "1.1e-11", without the leading zeros of C.
std::string with_exponent(std::string digits) {
    auto const sign = digits.find('e') + 1;
    if (sign == 0) return digits;
    while (digits[sign + 1] == '0')
        digits.erase(sign + 1, 1);
    return digits;
}

// As JavaScript writes it.
std::string as_it_stands(double value) {
    std::array<char, 400> text{};
    bool const plain = value == 0.0 || (std::abs(value) >= 1e-6 && std::abs(value) < 1e21);
    auto const form = plain ? std::chars_format::fixed : std::chars_format::scientific;
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value == 0.0 ? 0.0 : value, form);
    return with_exponent({text.data(), end.ptr});
}

std::string with_unit(std::string digits, std::string_view unit, Language language) {
    if (unit.empty()) return digits;
    bool const joined = unit == "°" || (unit == "%" && language == Language::zh);
    return digits + (joined ? "" : " ") + std::string{unit};
}

bool is_nothing(std::string_view digits) {
    return digits.find_first_of("123456789") == std::string_view::npos;
}

// "< 0.1", "> −0.1": the least that so many decimals show.
std::string below_least(bool is_negative, int decimals) {
    return fmt::format("{}{:.{}f}", is_negative ? "> −" : "< ", std::pow(10.0, -decimals), decimals);
}

std::string digits_of(double figure, Rung const& rung, FigureKind quantity, FigureSetting const& setting) {
    double const shown = std::abs(figure) * rung.times / rung.over;
    double const half = half_width(setting.low, setting.high) * rung.times / rung.over;
    int decimals = half > 0.0 ? decimals_of_interval(shown, half, quantity)
                              : decimals_alone(shown, quantity, is_own(rung));
    if (setting.decimals) decimals = shown == 0.0 ? 0 : *setting.decimals;
    auto digits = with_commas(rounded(shown, decimals));
    bool const is_part = quantity == FigureKind::share && std::abs(figure) < 1.0;
    for (; is_part && decimals < 2 && digits.starts_with("100"); ++decimals)
        digits = rounded(shown, decimals + 1);
    if (is_part && digits.starts_with("100")) digits = "> 99.99";
    if (is_nothing(digits)) {
        if (figure == 0.0 || half > 0.0) return digits;
        return below_least(figure < 0.0, decimals);
    }
    if (figure < 0.0) return "−" + digits;
    return setting.with_sign ? "+" + digits : digits;
}

double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace

std::string for_people(std::optional<double> figure, FigureKind quantity, Language language,
                       FigureSetting const& setting) {
    if (!is_figure(figure)) return std::string{nothing};
    if (quantity == FigureKind::text) return as_it_stands(*figure);
    double const like = is_figure(setting.unit_of) ? *setting.unit_of : *figure;
    double const size = std::max(std::abs(like), half_width(setting.low, setting.high));
    Rung const& rung = rung_for(size, quantity, language);
    return with_unit(digits_of(*figure, rung, quantity, setting), rung.unit, language);
}

ColumnSetting column_setting(std::vector<double> const& figures, std::vector<double> const& halves,
                             FigureKind quantity, Language language) {
    std::vector<double> sizes;
    std::vector<double> widths;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (figures[i] == 0.0) continue;
        sizes.push_back(std::max(std::abs(figures[i]), halves[i]));
        if (halves[i] > 0.0) widths.push_back(halves[i]);
    }
    if (sizes.empty() || quantity == FigureKind::text) return {};
    double const size = median(sizes);
    Rung const& rung = rung_for(size, quantity, language);
    auto const in_unit = [&rung](double x) { return x * rung.times / rung.over; };
    if (!widths.empty())
        return {size, decimals_of_interval(in_unit(size), in_unit(median(widths)), quantity)};
    bool const whole = std::ranges::all_of(figures, [](double x) { return x == std::floor(x); });
    if (whole && is_own(rung)) return {size, 0};
    int const decimals = decimals_alone(in_unit(size), quantity, is_own(rung));
    // A median that happens to be whole says nothing of the others.
    bool const all_whole =
        std::ranges::all_of(sizes, [&](double x) { return in_unit(x) == std::floor(in_unit(x)); });
    bool const needs_one = quantity == FigureKind::share || in_unit(size) < 100.0;
    // Six digits of the largest say all that a reader compares.
    double const largest = in_unit(*std::ranges::max_element(sizes));
    int const left = largest < 1.0 ? 6 : std::max(0, 5 - static_cast<int>(std::floor(std::log10(largest))));
    return {size, all_whole ? 0 : std::min(std::max(decimals, needs_one ? 1 : 0), left)};
}

}  // namespace meridian::report
