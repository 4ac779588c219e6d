#include "sim/study/study_tables.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "models/statistics/intervals.hpp"
#include "models/units/format.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/budget.hpp"
#include "sim/study/certainty.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/representative_runs.hpp"
#include "sim/study/rule_tables.hpp"
#include "sim/study/runners_up.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/study/served_demand.hpp"
#include "sim/study/site_values.hpp"
#include "sim/study/sqlite_file.hpp"
#include "sim/study/study_input.hpp"
#include "sim/study/study_names.hpp"
#include "sim/study/value_range.hpp"
#include "sim/study/why.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

constexpr char const* failed_folder = "failed";

std::string failed_name(std::size_t point) {
    return fmt::format("point_{}.yaml", point);
}
std::string failed_scenario(std::size_t point) {
    return fmt::format("{}/{}", failed_folder, failed_name(point));
}
bool is_failed_name(std::string_view name) {
    return name.starts_with("point_") && name.ends_with(".yaml");
}

// Those of points that fail no longer go; what is none of these stays.
void write_failed_scenarios(system::Folder const& folder, Results const& results, PointReader& reader) {
    std::set<std::string> written;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        if (results.failed(p) == 0) continue;
        auto const reading = reader.read(results.study().points[p]);
        system::replace_file(folder.make_folder(failed_folder), failed_name(p),
                             scenario::resolved_yaml(reading.resolved, scenario::TableNames::absolute));
        written.insert(failed_name(p));
    }
    auto const there = folder.find_folder(failed_folder);
    if (!there) return;
    for (system::FolderEntry const& entry : there->entries()) {
        if (is_failed_name(entry.name) && !written.contains(entry.name)) there->remove(entry.name);
    }
    if (there->entries().empty()) folder.remove(failed_folder);
}

constexpr std::array sensitivity_tables{"tornado.csv", "break_even.csv", "input_interval.csv"};
constexpr std::array other_tables{"points.csv",
                                  "certainty.csv",
                                  "served_demand.csv",
                                  "runners_up.csv",
                                  "runs.csv",
                                  "failures.csv",
                                  "comparison.csv",
                                  "against_best.csv",
                                  "policy_effects.csv",
                                  "kpis.csv",
                                  "policy_value.csv",
                                  "pareto.csv",
                                  "regret.csv",
                                  "static.csv",
                                  "selection.csv",
                                  "selection_steps.csv",
                                  "budget.csv",
                                  "inputs.csv",
                                  "names.csv",
                                  "effects.csv",
                                  "variance_shares.csv",
                                  "emulator.csv",
                                  "value_ranges.csv",
                                  "why.csv",
                                  "site_values.csv",
                                  "next_accelerators.csv",
                                  "rules.csv",
                                  "response_trades.csv",
                                  "results.sqlite"};

// Only where there is something to say.
void write_response_trades(system::Folder const& folder, Results const& results,
                           std::vector<ResponseTrade> const& trades) {
    constexpr char const* file = "response_trades.csv";
    if (!trades.empty()) {
        system::replace_file(folder, file, response_trades_csv(trades, results.study()));
    } else if (folder.kind(file) != system::EntryKind::none) {
        folder.remove(file);
    }
}

bool has_axis(Study const& study, Role role) {
    return std::ranges::find(study.axes, role, &Axis::role) != study.axes.end();
}

void write_site_values(system::Folder const& folder, Results const& results, RuleFindings const& findings) {
    auto const values = site_values(results, findings);
    if (has_axis(results.study(), Role::removed))
        system::replace_file(folder, "site_values.csv", site_values_csv(values));
    if (has_axis(results.study(), Role::added))
        system::replace_file(folder, "next_accelerators.csv", next_accelerators_csv(values));
}

}  // namespace

void write_points(system::Folder const& folder, Results const& results) {
    Study const& study = results.study();
    system::FileReplacement file{folder, "points.csv"};
    std::string out{"point"};
    for (Axis const& axis : study.axes)
        out += "," + report::csv_cell(axis.name);
    out += ",key,runs,failed";
    for (Metric const& m : study.metrics)
        out += fmt::format(",{0},{0}_low,{0}_high,{0}_static", m.key);
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        file.write(out += '\n');
        out = std::to_string(p);
        for (std::size_t a = 0; a < study.axes.size(); ++a)
            out += "," + report::csv_cell(study.level_name(study.points[p], a));
        out += fmt::format(",{},{},{}", results.key(p), results.runs(p), results.failed(p));
        for (Metric const& m : study.metrics) {
            auto const values = results.figures(p, m.column);
            out += "," + cells(estimate_mean(values, study.confidence));
            out += "," + cell(results.figure(p, static_run, m.column));
        }
    }
    file.write(out += '\n');
    file.publish();
}

void write_runs(system::Folder const& folder, Results const& results) {
    system::FileReplacement csv{folder, "runs.csv"};
    SqliteFile sqlite{folder, "results.sqlite", results};
    std::string out{"point,run"};
    for (report::SummaryKey const& key : report::summary_keys())
        out.append(",").append(key.name);
    csv.write(out += '\n');
    results.each_run([&](std::size_t p, std::int64_t run, std::string_view figures) {
        sqlite.add_run(p, run, figures);
        out = fmt::format("{},{}", p, run);
        while (!figures.empty()) {  // as row_text() has written them
            auto const figure = take_figure(figures);
            out += ',';
            if (figure != "-") out += figure;
        }
        csv.write(out += '\n');
    });
    csv.publish();
    sqlite.publish();
}

// A point that leaves a site out may have work that no site could do.
std::string command_alone(Study const& study, std::size_t point, std::int64_t run, std::string_view folder) {
    std::string command = run == static_run ? "meridian screen " : "meridian run ";
    if (!folder.empty()) command.append(folder).append("/");
    command += failed_scenario(point);
    if (run != static_run) command += fmt::format(" --run {}", run);
    auto const axis = study.axis_of_site_change(study.points[point]);
    if (axis && study.axes[*axis].role == Role::removed) command += " --allow-unservable";
    return command;
}

std::string failures_csv(Results const& results) {
    std::string out{"point,run,why,command\n"};
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        for (std::int64_t run = static_run; run < results.runs(p); ++run) {
            if (results.state(p, run) != RunState::failed) continue;
            auto const row = results.row(p, run);
            out += fmt::format("{},{},{},{}\n", p, run == static_run ? "static" : std::to_string(run),
                               report::csv_cell(row->failure), command_alone(results.study(), p, run, ""));
        }
    }
    return out;
}

std::string budget_csv(Study const& study, std::vector<BudgetShare> const& shares) {
    std::string out{"alternative,measure,unit,amount,target,off_share,tolerance,factor\n"};
    Budget const& budget = *study.budget;
    AmountUnit const unit = amount_unit(budget.measure);
    for (BudgetShare const& one : shares) {
        out += fmt::format(
            "{},{},{},{},{},{},{},{}\n", report::csv_cell(study.names(one.alternative, Role::compared)),
            measure_words.word_of(budget.measure), unit.name, format_number(one.amount / unit.size),
            format_number(one.target / unit.size), format_number(one.off_share()),
            format_number(budget.tolerance), format_number(one.factor));
    }
    return out;
}

std::string inputs_csv(Study const& study) {
    using report::csv_cell;
    std::string out{"name,path,value_low,value_high,unit,source,grade,note\n"};
    for (UncertainFigure const& input : study.inputs) {
        std::string paths;
        for (std::string const& path : input.paths)
            paths += (paths.empty() ? "" : " ") + path;
        out += fmt::format("{},{},{},{},{},{},{},{}\n", csv_cell(input.name), csv_cell(paths),
                           format_number(input.range.low), format_number(input.range.high),
                           csv_cell(input.range.unit), csv_cell(input.source), input.grade,
                           csv_cell(input.note));
    }
    return out;
}

void write_study_tables(system::Folder const& folder, Results const& results, PointReader& reader) {
    write_failed_scenarios(folder, results, reader);
    system::replace_file(folder, "failures.csv", failures_csv(results));
    write_runs(folder, results);
    RuleFindings const findings{results};
    auto const responses = best_responses(results, findings);
    auto const some = selected_rows(results, responses);
    auto const comparisons = compare(results, responses, {});
    system::replace_file(folder, "comparison.csv", comparison_csv(comparisons));
    system::replace_file(folder, "against_best.csv",
                         against_best_csv(compare_with_best(results, responses, comparisons)));
    system::replace_file(folder, "policy_effects.csv", policy_effects_csv(results, some));
    system::replace_file(folder, "kpis.csv", kpis_csv(results, some));
    system::replace_file(folder, "policy_value.csv", policy_value_csv(value_of_brain(results, some)));
    system::replace_file(
        folder, "pareto.csv",
        pareto_csv(pareto_rows(comparisons, results.study().metrics, findings), results.study()));
    system::replace_file(folder, "regret.csv", regret_csv(regrets(results, responses), results.study()));
    system::replace_file(folder, "static.csv", static_csv(results, some));
    if (!findings.empty()) system::replace_file(folder, "rules.csv", rules_csv(results, findings, responses));
    write_response_trades(folder, results, response_trades(results, findings, some));
    system::replace_file(folder, "served_demand.csv", served_demand_csv(results, findings, comparisons));
    system::replace_file(folder, "runners_up.csv",
                         runners_up_csv(runners_up(results, findings, some), results.study()));
    system::replace_file(folder, "value_ranges.csv", value_ranges_csv(value_ranges(results, findings)));
    system::replace_file(folder, "why.csv", why_csv(why_rows(results, some)));
    write_site_values(folder, results, findings);
    Study const& study = reader.study();
    if (study.selection) {
        auto const procedures = results.procedures();
        system::replace_file(folder, "selection.csv", selection_csv(procedures, study));
        system::replace_file(
            folder, "selection_steps.csv",
            selection_steps_csv(procedures, study, comparable_means(results, study.metrics.front().column)));
    }
    if (study.budget) system::replace_file(folder, "budget.csv", budget_csv(study, reader.budget_shares()));
    if (!study.inputs.empty()) system::replace_file(folder, "inputs.csv", inputs_csv(study));
    system::replace_file(folder, "names.csv", report::names_csv(study_names(study, reader)));
    write_points(folder, results);
}

std::vector<std::string> remove_undefined_tables(system::Folder const& folder, Study const& study) {
    std::vector<std::string> removed;
    auto const remove_unless = [&](bool defined, std::string const& table) {
        if (defined || folder.kind(table) == system::EntryKind::none) return;
        folder.remove(table);
        removed.push_back(table);
    };
    for (char const* const table : sensitivity_tables)
        remove_unless(study.sensitivity.has_value(), table);
    for (char const* const table : {"selection.csv", "selection_steps.csv"})
        remove_unless(study.selection.has_value(), table);
    remove_unless(!study.rules.empty(), "rules.csv");
    remove_unless(has_axis(study, Role::removed), "site_values.csv");
    remove_unless(has_axis(study, Role::added), "next_accelerators.csv");
    remove_unless(study.budget.has_value(), "budget.csv");
    remove_unless(!study.inputs.empty(), "inputs.csv");
    return removed;
}

report::CheckSums sums_of_tables(system::Folder const& folder) {
    std::vector<std::string> names{study_file};
    names.insert(names.end(), sensitivity_tables.begin(), sensitivity_tables.end());
    names.insert(names.end(), other_tables.begin(), other_tables.end());
    auto sums = report::check_sums(folder, names);
    if (auto const shown = folder.find_folder(representative_runs_folder)) {
        if (std::string sum = report::check_sum(*shown, "index.csv"); !sum.empty())
            sums.emplace(fmt::format("{}/index.csv", representative_runs_folder), std::move(sum));
    }
    return sums;
}

void write_sensitivity_tables(system::Folder const& folder, SensitivityResult const& result,
                              Study const& study) {
    system::replace_file(folder, "tornado.csv", tornado_csv(result, study));
    system::replace_file(folder, "break_even.csv", break_even_csv(result, study));
    system::replace_file(folder, "input_interval.csv", input_interval_csv(result, study));
}

void write_certainty(system::Folder const& folder, Results const& results,
                     SensitivityResult const* sensitivity, PointReader& reader) {
    Study const& study = results.study();
    auto const comparisons =
        compare(results, best_responses(results), {std::nullopt, {study.metrics.front()}});
    scenario::Problems problems;
    scenario::Draft const baseline = reader.draft(study.baseline, {}, problems);
    system::replace_file(folder, "certainty.csv",
                         certainty_csv(grade_certainty(study, comparisons, sensitivity, baseline), study));
}

}  // namespace meridian::study
