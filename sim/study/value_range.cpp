#include "sim/study/value_range.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "models/statistics/lower_envelope.hpp"
#include "models/statistics/ratio_interval.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/metrics.hpp"

namespace meridian::study {
namespace {

std::size_t unserved_column(ValueScale scale) {
    return column_of(scale == ValueScale::price ? "accelerator_hours_unserved" : "value_lost_cny");
}

class RangeFinder {
public:
    RangeFinder(Results const& results, RuleFindings const& findings)
        : results_{results},
          findings_{findings},
          cost_column_{column_of("cost_cny_total")},
          costs_{comparable_means(results, cost_column_)} {}

    void add(ValueScale scale, std::vector<ValueRange>& all) {
        Study const& study = results_.study();
        std::size_t const column = unserved_column(scale);
        auto const unserved = comparable_means(results_, column);
        std::map<Point, std::vector<std::size_t>> futures;
        for (std::size_t p = 0; p < study.points.size(); ++p) {
            if (!std::isnan(costs_[p]) && !std::isnan(unserved[p]) && !study.is_variant(study.points[p]))
                futures[study.part(study.points[p], Role::future)].push_back(p);
        }
        for (auto& [future, points] : futures) {
            findings_.keep_best(points);
            std::vector<Line> lines;
            for (std::size_t const p : points)
                lines.push_back({costs_[p], unserved[p]});
            auto const first = all.size();
            for (EnvelopePiece const& piece : lower_envelope(lines))
                add(scale, column, points[piece.line], piece, first, all);
        }
    }

private:
    // A piece of an alternative that follows one of its own, with another response, lengthens it.
    void add(ValueScale scale, std::size_t column, std::size_t point, EnvelopePiece const& piece,
             std::size_t first, std::vector<ValueRange>& all) const {
        Study const& study = results_.study();
        std::string alternative = study.names(study.points[point], Role::compared);
        std::string response = study.names(study.points[point], Role::response);
        if (all.size() > first && all.back().alternative == alternative) {
            all.back().to = piece.to;
            if (!all.back().response.ends_with(response)) all.back().response += " " + response;
            all.back().point = point;
            return;
        }
        ValueRange range;
        range.future = study.names(study.points[point], Role::future);
        range.scale = scale;
        range.point = point;
        range.alternative = std::move(alternative);
        range.response = std::move(response);
        range.from = piece.from;
        range.to = piece.to;
        if (all.size() > first) range.from_interval = crossing(all.back().point, point, column);
        all.push_back(std::move(range));
    }

    // Where the net costs of two points are equal: (cost b - cost a) / (unserved a - unserved b), over common runs.
    [[nodiscard]] std::optional<Interval> crossing(std::size_t a, std::size_t b, std::size_t column) const {
        auto const cost = results_.pairs(a, b, cost_column_);
        auto const unserved = results_.pairs(a, b, column);
        if (cost.a.size() != unserved.a.size()) return std::nullopt;
        std::vector<double> dearer;
        std::vector<double> served;
        for (std::size_t i = 0; i < cost.a.size(); ++i) {
            dearer.push_back(cost.b[i] - cost.a[i]);
            served.push_back(unserved.a[i] - unserved.b[i]);
        }
        return ratio_interval(dearer, served, results_.study().confidence);
    }

    Results const& results_;
    RuleFindings const& findings_;
    std::size_t cost_column_;
    std::vector<double> costs_;
};

// clang-format off
constexpr std::array value_ranges_columns{
    column<&ValueRange::future>("future"),
    column<&ValueRange::scale>("scale", "price: CNY per unserved accelerator-hour; factor of values: times the scenario's"),
    column<&ValueRange::alternative>("alternative"),
    column<&ValueRange::response>("response", "policies that follow each other, with spaces between"),
    column<&ValueRange::from>("from"),
    column<&ValueRange::from_interval, low_end>("from_low"),
    column<&ValueRange::from_interval, high_end>("from_high"),
    column<&ValueRange::to>("to", "empty: without end"),
};
// clang-format on

}  // namespace

constexpr StudyTable<ValueRange> value_ranges_table{
    "value_ranges",
    "a range of values of unserved work over which an alternative is the best one in a future",
    value_ranges_columns, TableNeeds::nothing, TableUse::points};

std::string_view words(ValueScale scale) {
    constexpr std::array<std::string_view, 2> all{"price", "factor of values"};
    return all[static_cast<std::size_t>(scale)];
}

std::vector<ValueRange> value_ranges(Results const& results, RuleFindings const& findings) {
    RangeFinder finder{results, findings};
    std::vector<ValueRange> all;
    finder.add(ValueScale::price, all);
    finder.add(ValueScale::factor, all);
    return all;
}

}  // namespace meridian::study
