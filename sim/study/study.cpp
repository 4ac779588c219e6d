#include "sim/study/study.hpp"

#include <charconv>

#include "models/units/parse.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/study/text_range.hpp"

namespace meridian::study {

std::optional<NumberAndUnit> number_and_unit(std::string_view text) {
    double number = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return NumberAndUnit{number, text};
}

std::optional<TextRange> text_range(std::string_view low, std::string_view high) {
    auto const from = number_and_unit(low);
    auto const to = number_and_unit(high);
    if (!from || !to || from->unit != to->unit || !(from->number < to->number)) return std::nullopt;
    return TextRange{from->number, to->number, std::string{from->unit}};
}

std::string TextRange::at(double x) const {
    return nearest_counted_text(x, unit);
}

std::vector<scenario::Override> UncertainFigure::at(double value) const {
    std::vector<scenario::Override> all;
    for (std::string const& path : paths)
        all.push_back({words(where), path + "=" + range.at(value)});
    return all;
}

std::optional<std::size_t> Study::variant_axis(Point const& point) const {
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (makes_variants(axes[a].role) && point.level[a] != baseline.level[a]) return a;
    }
    return std::nullopt;
}

Point Study::original(Point point) const {
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (makes_variants(axes[a].role)) point.level[a] = baseline.level[a];
    }
    return point;
}

std::string Study::label(Point const& point) const {
    std::string text;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (!text.empty()) text += ' ';
        text += axes[a].name + "=" + level_name(point, a);
    }
    return text;
}

std::string Study::names(Point const& point, Role role) const {
    std::string text;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (axes[a].role == role) text += (text.empty() ? "" : " ") + level_name(point, a);
    }
    return text.empty() ? "base" : text;
}

Point Study::part(Point const& point, Role role) const {
    Point part = baseline;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (axes[a].role == role) part.level[a] = point.level[a];
    }
    return part;
}

std::vector<Point> Study::alternatives() const {
    std::vector<Point> all{part(baseline, Role::compared)};
    for (std::size_t a = 0; a < axes.size(); ++a) {
        if (axes[a].role != Role::compared) continue;
        std::vector<Point> more;
        for (Point const& point : all) {
            for (std::size_t l = 0; l < axes[a].levels.size(); ++l) {
                more.push_back(point);
                more.back().level[a] = l;
            }
        }
        all = std::move(more);
    }
    return all;
}

}  // namespace meridian::study
