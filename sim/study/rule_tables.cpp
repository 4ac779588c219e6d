#include "sim/study/rule_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "models/statistics/proportion.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selected_rows.hpp"

namespace meridian::study {
namespace {

std::string responses_at(Study const& study, Places const& places) {
    std::string all;
    std::string last;
    for (std::size_t const p : places) {
        std::string name = study.names(study.points[p], Role::response);
        if (name != last) all += (all.empty() ? "" : " ") + name;
        last = std::move(name);
    }
    return all;
}

std::string why(RuleFinding const& found) {
    if (found.finding == Finding::not_applicable) return "there is nothing that the rule is of";
    if (found.without > 0) return fmt::format("{} runs have no value", found.without);
    if (found.finding == Finding::open && found.runs < 2) return "one run shows no spread";
    return {};
}

std::string_view status(RuleText const& rule) {
    return rule_status_words[static_cast<std::size_t>(rule.status)];
}
std::string_view over(RuleText const& rule) {
    return rule_over_words[static_cast<std::size_t>(rule.over)];
}
// The loss case that decides.
std::optional<std::string> loss_case(RuleRow const& row, CellContext const& at) {
    if (!row.found.loss_case) return std::nullopt;
    Point const& point = at.study.points[*row.found.loss_case];
    return at.study.level_name(point, at.study.variant_axis(point).value());
}
std::string_view bound(RuleText const& rule) {
    return rule.is_at_least ? "at_least" : "at_most";
}

// Of the runs with a value; nothing where there are none.
template <auto Part>
ResultCell if_any(RuleFinding const& found) {
    return found.runs > 0 ? to_cell(std::invoke(Part, found)) : ResultCell{};
}
double passed_share(RuleFinding const& found) {
    return static_cast<double>(found.passed) / static_cast<double>(found.runs);
}
std::optional<Interval> share_interval(RuleRow const& row, CellContext const& at) {
    if (row.found.runs == 0) return std::nullopt;
    return exact_proportion(row.found.passed, row.found.runs, at.study.confidence);
}
double mean_margin(RuleFinding const& found) {
    return found.margin.mean;
}

std::string_view reason(ResponseTrade const& trade) {
    return trade.by_rule ? "barred by the rule" : "no rule forbids it";
}

// clang-format off
constexpr std::array rules_columns{
    column<&RuleRow::future>("future"),
    column<&RuleRow::alternative>("alternative"),
    column<&RuleRow::response>("response"),
    column<&RuleRow::rule, &RuleText::name>("rule"),
    column<&RuleRow::rule, &RuleText::name_zh>("name_zh"),
    column<&RuleRow::rule, &RuleText::measure>("measure", "what it bounds"),
    column<&RuleRow::rule, &RuleText::scope>("scope", "of what; empty: of the whole network"),
    column<&RuleRow::rule, &RuleText::worst_of>("worst_of", "whose worst one must keep it; empty: all together"),
    column<&RuleRow::rule, over>("over", "runs, or each_loss: every loss case must keep it"),
    column<loss_case>("case", "of a rule over each loss: the case in which it stands worst"),
    column<&RuleRow::rule, status>("status", "in_force, monitored or expired; only rules in force decide"),
    column<&RuleRow::rule, bound>("bound", "at_least or at_most"),
    column<&RuleRow::rule, &RuleText::limit>("limit", "in the unit"),
    column<&RuleRow::found, if_any<&RuleFinding::value>>("value", "mean over runs, in the unit"),
    column<&RuleRow::rule, &RuleText::unit>("unit", "of value, limit and margin; share: 1 is all"),
    column<&RuleRow::found, &RuleFinding::runs>("runs", "with a value"),
    column<&RuleRow::found, &RuleFinding::passed>("runs_passed"),
    column<&RuleRow::found, if_any<passed_share>>("passed_share"),
    column<share_interval, low_end>("passed_share_low"),
    column<share_interval, high_end>("passed_share_high"),
    column<&RuleRow::found, if_any<mean_margin>>("margin", "how far the value is on the right side; below 0 the rule is broken"),
    column<&RuleRow::found, &RuleFinding::margin, low_of>("margin_low"),
    column<&RuleRow::found, &RuleFinding::margin, high_of>("margin_high"),
    column<&RuleRow::found, &RuleFinding::finding>("finding", "passes, fails, open or does not apply"),
    column<&RuleRow::found, why>("why", "why it is open, or there is no value"),
    column<&RuleRow::rule, &RuleText::date>("date", "of the document, or since when it holds"),
    column<&RuleRow::rule, &RuleText::clause>("clause", "where the document says so"),
    column<&RuleRow::rule, &RuleText::source>("source", "the document"),
};
constexpr std::array response_trades_columns{
    column<&ResponseTrade::future>("future"),
    column<&ResponseTrade::alternative>("alternative"),
    column<&ResponseTrade::chosen>("response", "that is chosen"),
    column<&ResponseTrade::other>("other_response"),
    metric_column<ResponseTrade>,
    column<&ResponseTrade::gain>("gain_share", "of the metric: what the chosen policy is better by"),
    column<&ResponseTrade::figure>("figure", "that it is worse in; or the rule that stops the other"),
    column<&ResponseTrade::value>("value"),
    column<&ResponseTrade::of_other>("value_of_other"),
    column<&ResponseTrade::unit>("unit", "of the two values; share: 1 is all"),
    column<reason>("reason"),
};
// clang-format on

double relative_gain(double chosen, double other, bool more_is_better) {
    double const apart = more_is_better ? chosen - other : other - chosen;
    return other != 0.0 ? apart / std::fabs(other) : 0.0;
}

// What users see: shares, the more the better.
constexpr std::array<std::string_view, 8> figures_of_users{"within_5ms_share_one_way",
                                                           "within_20ms_share_one_way",
                                                           "slo_attainment",
                                                           "request_slo_attainment",
                                                           "request_slo_attainment_least",
                                                           "requests_within_1ms_share_one_way",
                                                           "requests_within_5ms_share_one_way",
                                                           "requests_within_20ms_share_one_way"};

struct LargestLoss {
    std::string_view figure;
    double value{0.0}, of_other{0.0};
};

std::optional<LargestLoss> largest_loss(Results const& results, std::size_t chosen, std::size_t other) {
    std::optional<LargestLoss> most;
    for (std::string_view const key : figures_of_users) {
        std::size_t const column = metric_of(key).value().column;
        auto const own = results.mean(chosen, column);
        auto const its = results.mean(other, column);
        if (!own || !its || *its - *own <= traded_points) continue;
        if (!most || *its - *own > most->of_other - most->value) most = LargestLoss{key, *own, *its};
    }
    return most;
}

// The points of an alternative in a future.
std::map<std::pair<Point, Point>, Places> points_by_alternative(Study const& study) {
    std::map<std::pair<Point, Point>, Places> all;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (study.is_variant(study.points[p])) continue;
        all[{study.part(study.points[p], Role::future), study.part(study.points[p], Role::compared)}]
            .push_back(p);
    }
    return all;
}

}  // namespace

constexpr StudyTable<RuleRow> rules_table{
    "rules", "a rule, and how an alternative with its best policy keeps it in a future", rules_columns,
    TableNeeds::rules};
constexpr StudyTable<ResponseTrade> response_trades_table{
    "response_trades", "two policies of an alternative in a future of which each is better in something",
    response_trades_columns, TableNeeds::rows};

std::vector<RuleRow> rule_rows(Results const& results, RuleFindings const& findings,
                               std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    std::vector<RuleRow> all;
    for (Group const& group : groups_of(results, responses)) {
        for (auto const& [alternative, places] : group.alternatives) {
            for (std::size_t r = 0; r < study.rules.size(); ++r)
                all.push_back({group.future, study.names(alternative, Role::compared),
                               responses_at(study, places), study.rules[r], findings.worst(places, r)});
        }
    }
    return all;
}

std::vector<ResponseTrade> response_trades(Results const& results, RuleFindings const& findings,
                                           std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    Metric const& metric = study.metrics.front();
    auto const points = points_by_alternative(study);
    std::vector<ResponseTrade> all;
    for (BestResponse const& one : responses) {
        ResponseTrade trade;
        trade.future = study.names(one.future, Role::future);
        trade.alternative = study.names(one.alternative, Role::compared);
        trade.chosen = study.names(study.points[one.point], Role::response);
        double const chosen = results.mean(one.point, metric.column).value_or(0.0);
        auto const set_other = [&](std::size_t other) {
            trade.other = study.names(study.points[other], Role::response);
            trade.gain = relative_gain(chosen, results.mean(other, metric.column).value_or(0.0),
                                       metric.more_is_better);
        };
        if (one.barred) {
            set_other(*one.barred);
            for (Obstruction const& stop : obstructions(study, findings, {*one.barred})) {
                trade.figure = study.rules[stop.rule].name;
                trade.value = findings.of(one.point)[stop.rule].value;
                trade.of_other = stop.finding.value;
                trade.unit = study.rules[stop.rule].unit;
                trade.by_rule = true;
                all.push_back(trade);
            }
            trade.by_rule = false;
        }
        std::optional<LargestLoss> most;
        std::size_t best = one.point;
        for (std::size_t const other : points.at({one.future, one.alternative})) {
            auto const mean = results.mean(other, metric.column);
            if (other == one.point || !mean || findings.standing(other) > one.standing) continue;
            double const gain = relative_gain(chosen, *mean, metric.more_is_better);
            if (gain < 0.0 || gain >= traded_gain) continue;
            auto const loss = largest_loss(results, one.point, other);
            if (!loss || (most && loss->of_other - loss->value <= most->of_other - most->value)) continue;
            most = loss;
            best = other;
        }
        if (!most) continue;
        set_other(best);
        trade.figure = most->figure;
        trade.value = most->value;
        trade.of_other = most->of_other;
        trade.unit = "share";
        all.push_back(std::move(trade));
    }
    return all;
}

}  // namespace meridian::study
