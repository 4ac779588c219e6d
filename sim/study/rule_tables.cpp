#include "sim/study/rule_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "models/statistics/proportion.hpp"
#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selected_rows.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

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

std::string row_of(RuleText const& rule, RuleFinding const& found, double confidence) {
    bool const any = found.runs > 0;
    auto const share =
        any ? std::optional{exact_proportion(found.passed, found.runs, confidence)} : std::nullopt;
    double const passed = any ? static_cast<double>(found.passed) / static_cast<double>(found.runs) : 0.0;
    return fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(rule.name),
        csv_cell(rule.name_zh), rule.measure, csv_cell(rule.scope), rule.worst_of,
        rule_status_words[static_cast<std::size_t>(rule.status)], rule.is_at_least ? "at_least" : "at_most",
        format_number(rule.limit), cell(any ? std::optional{found.value} : std::nullopt), rule.unit,
        found.runs, found.passed, cell(any ? std::optional{passed} : std::nullopt), cells(share),
        cell(any ? std::optional{found.margin.mean} : std::nullopt), cells(found.margin.interval),
        words(found.finding), why(found), csv_cell(rule.date), csv_cell(rule.clause), csv_cell(rule.source));
}

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
        if (study.changes_a_site(study.points[p])) continue;
        all[{study.part(study.points[p], Role::future), study.part(study.points[p], Role::compared)}]
            .push_back(p);
    }
    return all;
}

}  // namespace

std::string rules_csv(Results const& results, RuleFindings const& findings,
                      std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    std::string out{
        "future,alternative,response,rule,name_zh,measure,scope,worst_of,status,bound,limit,value,unit,runs,"
        "runs_passed,passed_share,passed_share_low,passed_share_high,margin,margin_low,margin_high,finding,"
        "why,"
        "date,clause,source\n"};
    for (Group const& group : groups_of(results, responses)) {
        for (auto const& [alternative, places] : group.alternatives) {
            for (std::size_t r = 0; r < study.rules.size(); ++r)
                out += fmt::format("{},{},{},", csv_cell(group.future),
                                   csv_cell(study.names(alternative, Role::compared)),
                                   csv_cell(responses_at(study, places))) +
                       row_of(study.rules[r], findings.worst(places, r), study.confidence);
        }
    }
    return out;
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

std::string response_trades_csv(std::vector<ResponseTrade> const& trades, Study const& study) {
    std::string out{
        "future,alternative,response,other_response,metric,gain_share,figure,value,value_of_other,unit,"
        "reason\n"};
    for (ResponseTrade const& trade : trades) {
        out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(trade.future),
                           csv_cell(trade.alternative), csv_cell(trade.chosen), csv_cell(trade.other),
                           study.metrics.front().key, format_number(trade.gain), csv_cell(trade.figure),
                           format_number(trade.value), format_number(trade.of_other), trade.unit,
                           trade.by_rule ? "barred by the rule" : "no rule forbids it");
    }
    return out;
}

}  // namespace meridian::study
