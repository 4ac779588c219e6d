#include "sim/study/sweep_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace meridian::study {
namespace {

struct SpanUnit {
    std::string_view name;
    double seconds;
};
// The largest of which there are two at least.
SpanUnit unit_for(double seconds) {
    constexpr std::array larger{SpanUnit{"d", 86400.0}, SpanUnit{"h", 3600.0}, SpanUnit{"min", 60.0}};
    for (SpanUnit const& unit : larger) {
        if (seconds >= 2.0 * unit.seconds) return unit;
    }
    return {"s", 1.0};
}

// Below ten of hours and days with one decimal.
std::string in_unit(double seconds, SpanUnit const& unit) {
    double const number = seconds / unit.seconds;
    bool const is_fine = unit.seconds >= 3600.0 && number < 9.95;
    return fmt::format("{:.{}f}", number, is_fine ? 1 : 0);
}

}  // namespace

std::string time_range(double low_s, double high_s) {
    high_s = std::max(high_s, 1.0);
    SpanUnit const unit = unit_for(high_s);
    auto const low = in_unit(std::clamp(low_s, 0.0, high_s), unit);
    auto const high = in_unit(high_s, unit);
    if (low == high) return fmt::format("about {} {}", high, unit.name);
    return low == in_unit(0.0, unit) ? fmt::format("up to {} {}", high, unit.name)
                                     : fmt::format("{} to {} {}", low, high, unit.name);
}

std::string_view words_for_points(Study const& study) {
    for (Role const role : {Role::compared, Role::response}) {
        for (Axis const& axis : study.axes) {
            if (axis.role != role || axis.levels.size() < 2) continue;
            return role == Role::compared ? "layouts" : "policies";
        }
    }
    return "points";
}

std::string phase_name(SweepPhase phase, std::string_view points) {
    switch (phase) {
        case SweepPhase::design:
            return std::string{points};
        case SweepPhase::input_effects:
            return "input effects";
        case SweepPhase::break_even:
            return "break-even search";
        case SweepPhase::representative_runs:
            break;
    }
    return "representative runs";
}

std::string phase_words(PhaseProgress const& phase, std::string_view points) {
    std::string const name = phase_name(phase.phase, points);
    std::size_t const there = phase.there();
    if (phase.is_exact()) return fmt::format("{} {} of {}", name, there, there + phase.most_left);
    std::string const size = phase.is_guess ? fmt::format("about {}", there + phase.likely_left)
                                            : fmt::format("up to {}", there + phase.most_left);
    return there == 0 ? fmt::format("{} {}", name, size) : fmt::format("{} {} of {}", name, there, size);
}

std::string time_left_words(SweepProgress const& progress) {
    auto const left = seconds_left(progress);
    return left && left->high_s > 0.0 ? time_range(left->low_s, left->high_s) + " left" : std::string{};
}

std::string progress_words(SweepProgress const& progress, std::string_view points, double share) {
    // 100 % is said once all is done.
    double const percent = std::min(std::floor(100.0 * share), progress.likely_left() > 0 ? 99.0 : 100.0);
    std::string line = fmt::format("{:3.0f} %", percent);
    if (auto const time = time_left_words(progress); !time.empty()) line += ", " + time;
    std::string_view between = ": ";
    auto const add = [&](std::string const& text) {
        line += fmt::format("{}{}", between, text);
        between = " · ";
    };
    bool const has_ended =
        std::ranges::all_of(progress.phases, [](auto const& p) { return p.most_left == 0; });
    for (PhaseProgress const& phase : progress.phases) {
        bool const is_shown = has_ended ? phase.there() > 0 : phase.most_left > 0;
        if (is_shown) add(phase_words(phase, points));
    }
    if (progress.runs_failed > 0) add(fmt::format("{} failed", progress.runs_failed));
    return line;
}

}  // namespace meridian::study
