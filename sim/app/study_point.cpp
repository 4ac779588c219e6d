#include "sim/app/study_point.hpp"

#include <cstdint>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "models/units/split.hpp"
#include "sim/app/usage_error.hpp"

namespace meridian::app {
namespace {

using Levels = std::vector<std::optional<std::size_t>>;  // by axis

std::optional<std::size_t> level_named(study::Axis const& axis, std::string_view name) {
    for (std::size_t l = 0; l < axis.levels.size(); ++l) {
        if (axis.levels[l].name == name) return l;
    }
    return std::nullopt;
}

// The axis and level of one word of "layout=near load=1.5"; false: there is none such, or the axis has another already.
bool add_level(study::Study const& study, std::string_view word, Levels& levels) {
    bool is_known = false;
    for (std::size_t a = 0; a < study.axes.size(); ++a) {
        study::Axis const& axis = study.axes[a];
        std::string const begin = axis.name + "=";
        auto const level = level_named(axis, word.starts_with(begin) ? word.substr(begin.size()) : word);
        if (!level) continue;
        if (is_known || levels[a]) return false;
        levels[a] = level;
        is_known = true;
    }
    return is_known;
}

// Nothing: it does not name levels.
std::optional<Levels> levels_of(study::Study const& study, std::string const& text) {
    Levels levels(study.axes.size());
    if (add_level(study, text, levels)) return levels;  // it may have spaces
    for (std::string_view const word : split(text, ' ')) {
        if (!word.empty() && !add_level(study, word, levels)) return std::nullopt;
    }
    return levels;
}

bool is_at(study::Point const& point, Levels const& levels) {
    for (std::size_t a = 0; a < levels.size(); ++a) {
        if (levels[a] && point.level[a] != *levels[a]) return false;
    }
    return true;
}

}  // namespace

std::optional<std::size_t> find_point(study::Study const& study, std::string const& text) {
    auto const number = parse_whole(text);
    if (auto const* const n = std::get_if<std::int64_t>(&number)) {
        if (*n >= 0 && *n < static_cast<std::int64_t>(study.points.size()))
            return static_cast<std::size_t>(*n);
    }
    std::vector<std::size_t> found;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (study.label(study.points[p]) == text) return p;
    }
    if (auto levels = text.empty() ? std::nullopt : levels_of(study, text)) {
        for (std::size_t p = 0; p < study.points.size(); ++p) {
            if (is_at(study.points[p], *levels)) found.push_back(p);
        }
        for (std::size_t a = 0; a < levels->size(); ++a) {
            if (!(*levels)[a]) (*levels)[a] = study.baseline.level[a];
        }
        for (std::size_t const p : found) {
            if (is_at(study.points[p], *levels)) return p;
        }
    }
    if (found.size() == 1) return found.front();
    auto const example = study.label(study.points.front());
    report_usage_error(
        found.empty() ? fmt::format("'{}': there is no such point", text)
                      : fmt::format("'{}': that is true of {} points", text, found.size()),
        fmt::format("write a number below {}, or all levels, as '{}'", study.points.size(), example));
    return std::nullopt;
}

}  // namespace meridian::app
