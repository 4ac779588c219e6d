#include "sim/app/verdict_text.hpp"

#include <cmath>
#include <string>

#include <fmt/format.h>

#include "sim/app/table_text.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/study/served_demand.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using scenario::Draft;

std::string percent(double share) {
    return fmt::format("{:.3g} %", 100.0 * share);
}

// "better in 3 of 3 futures, at 91 % of 64 samples of inputs"
std::string basis_of(Draft const& row) {
    std::string const inputs =
        cell(row, "sample") == "0"
            ? "inputs not varied"
            : fmt::format("at {} of {} samples of inputs", percent(std::stod(cell(row, "better_share"))),
                          cell(row, "sample"));
    return fmt::format("better in {} of {} futures, {}", cell(row, "futures_better"), cell(row, "futures"),
                       inputs);
}

void print_decisive(Draft const& row) {
    if (cell(row, "input").empty()) return;
    std::string const unit = cell(row, "unit");
    std::string const assumed =
        cell(row, "assumed").empty() ? "" : fmt::format("assumed {} {}, ", rounded(row, "assumed"), unit);
    console::print("      better only where {} is {} {} {}\n      ({}grade {})\n", cell(row, "input"),
                   cell(row, "better_below") == "yes" ? "below" : "above", rounded(row, "break_even_value"),
                   unit, assumed, cell(row, "input_grade"));
}

std::string per_tonne(study::RunnerUp const& one) {
    std::string text = fmt::format("{:.0f} CNY/t", *one.cny_per_tonne);
    if (one.per_tonne) text += fmt::format(" ({:.0f} to {:.0f})", one.per_tonne->low, one.per_tonne->high);
    return text;
}

// ", 9.62 kt/y of carbon less"
std::string carbon_of(study::RunnerUp const& one) {
    if (!one.tonnes_per_year) return {};
    double const kt = *one.tonnes_per_year / 1e3;
    return fmt::format(", {:.4g} kt/y of carbon {}", std::fabs(kt), kt >= 0.0 ? "less" : "more");
}

}  // namespace

bool print_demand_gap(study::Results const& results, study::RuleFindings const& findings,
                      std::vector<study::Comparison> const& family) {
    study::Study const& study = results.study();
    auto const gap =
        study::find_demand_gap(study, family.front().metric, study::served_demand(results, findings, family));
    if (!gap) return false;
    console::print(
        "none is called the best: {} leaves {} of the demand unserved, {} {},\n  and {} rewards that\n"
        "  fix: give all work a 'value' and compare net_cost_cny_per_year\n",
        gap->least.alternative, percent(gap->least.unserved_share()), gap->most.alternative,
        percent(gap->most.unserved_share()), family.front().metric.key);
    return true;
}

void print_front(study::Results const& results, study::RuleFindings const& findings,
                 std::vector<study::Comparison> const& family) {
    auto const front = study::front_of(study::served_demand(results, findings, family));
    if (front.empty()) return;
    console::print("\nfront of total cost against unserved demand, future {}:\n", front.front().future);
    for (study::ServedDemand const& one : front)
        console::print("  {}{}{:>10.4g} M CNY, {} unserved\n", report::fitted(one.alternative, 20),
                       report::fitted(one.response, 14), *one.cost_cny / 1e6, percent(one.unserved_share()));
}

void print_certainty(report::ResultFolder const& folder) {
    Draft const rows = rows_of(folder, "certainty.csv");
    if (!rows.is_list() || rows.items().empty()) return;
    console::print("\nhow sure: against {}\n", cell(rows.items().front(), "baseline"));
    for (Draft const& row : rows.items()) {
        console::print("  {}{}\n      {}\n", report::fitted(cell(row, "alternative"), 20), cell(row, "grade"),
                       basis_of(row));
        print_decisive(row);
    }
}

void print_runners_up(study::Results const& results, study::RuleFindings const& findings,
                      std::vector<study::BestResponse> const& responses) {
    study::Study const& study = results.study();
    std::string const future = study.names(study.baseline, study::Role::future);
    bool is_first = true;
    for (study::RunnerUp const& one : study::runners_up(results, findings, responses)) {
        if (one.future != future) continue;
        if (is_first)
            console::print("\nbeside the best, against {}, future {}:\n",
                           study.names(study.baseline, study::Role::compared), future);
        is_first = false;
        study::Point const& point = study.points[one.point];
        console::print("  {}: {}, {}\n", words(one.criterion), study.names(point, study::Role::compared),
                       study.names(point, study::Role::response));
        console::print("      {:+.4g} M CNY/y{}{}\n", one.cny_per_year.value_or(NAN) / 1e6,
                       one.slo_attainment ? ", SLO " + percent(*one.slo_attainment) : std::string{},
                       carbon_of(one));
        if (one.cny_per_tonne) console::print("      {}\n", per_tonne(one));
    }
}

}  // namespace meridian::app
