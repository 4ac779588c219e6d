#include "models/units/format.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "models/units/thousands.hpp"

namespace meridian {
namespace {

constexpr double smallest_without_exponent = 1e-5;
constexpr double smallest_with_exponent = 1e15;

// A unit of a scale and how many of the scale's smallest unit it holds.
struct Step {
    double size;
    std::string_view unit;
};

// Three significant digits without trailing zeros; whole numbers in full, with a comma between thousands.
std::string three_digits(double x) {
    double const magnitude = std::abs(x);
    int const places = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    std::string text = fmt::format("{:.{}f}", x, places);
    if (places > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (text == "-0") return "0";
    return with_commas(text);
}

// `steps` go up; the value is written in the largest unit of which it has one after rounding.
std::string on_scale(double value, std::span<Step const> steps) {
    if (!std::isfinite(value)) return "not finite";
    constexpr double rounds_to_one = 0.9995;
    Step const* step = &steps.front();
    for (Step const& larger : steps) {
        if (std::abs(value) >= rounds_to_one * larger.size) step = &larger;
    }
    std::string text = three_digits(value / step->size);
    if (!step->unit.empty()) text.append(" ").append(step->unit);
    return text;
}

}  // namespace

std::string format_number(double x) {
    assert(std::isfinite(x) && "a value that is not finite is a fault of whoever made it");
    if (x == 0.0) return "0";
    double const magnitude = std::abs(x);
    bool const plain = magnitude >= smallest_without_exponent && magnitude < smallest_with_exponent;
    std::array<char, 64> text{};
    auto const format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    auto const end = std::to_chars(text.data(), text.data() + text.size(), x, format);
    assert(end.ec == std::errc{});
    return std::string(text.data(), end.ptr);
}

std::string human_duration(Duration duration) {
    if (duration.count() == 0) return "0 s";
    static constexpr std::array<Step, 7> steps = {
        {{1.0, "ns"}, {1e3, "us"}, {1e6, "ms"}, {1e9, "s"}, {60e9, "min"}, {3600e9, "h"}, {86400e9, "d"}}};
    return on_scale(static_cast<double>(duration.count()), steps);
}

std::string human_bytes(double bytes) {
    static constexpr std::array<Step, 7> steps = {
        {{1.0, "B"}, {1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}, {1e15, "PB"}, {1e18, "EB"}}};
    return on_scale(bytes, steps);
}

std::string human_count(double count) {
    static constexpr std::array<Step, 5> steps = {
        {{1.0, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "bn"}, {1e12, "tn"}}};
    return on_scale(count, steps);
}

std::string human_energy_kwh(double kwh) {
    static constexpr std::array<Step, 5> steps = {
        {{1e-3, "Wh"}, {1.0, "kWh"}, {1e3, "MWh"}, {1e6, "GWh"}, {1e9, "TWh"}}};
    return on_scale(kwh, steps);
}

std::string human_cny(double cny) {
    static constexpr std::array<Step, 3> steps = {{{1.0, "CNY"}, {1e6, "M CNY"}, {1e9, "bn CNY"}}};
    return on_scale(cny, steps);
}

std::string human_share(double part, double whole) {
    return whole > 0.0 ? fmt::format("{:.1f} %", 100.0 * part / whole) : "-";
}

}  // namespace meridian
