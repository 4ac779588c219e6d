#include "sim/study/study_tables.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "sim/study/certainty.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/failed_scenarios.hpp"
#include "sim/study/input_effects.hpp"
#include "sim/study/input_tables.hpp"
#include "sim/study/losses.hpp"
#include "sim/study/point_tables.hpp"
#include "sim/study/representative_runs.hpp"
#include "sim/study/rule_tables.hpp"
#include "sim/study/runners_up.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/study/selection_tables.hpp"
#include "sim/study/served_demand.hpp"
#include "sim/study/site_values.hpp"
#include "sim/study/study_json.hpp"
#include "sim/study/study_names.hpp"
#include "sim/study/value_range.hpp"
#include "sim/study/why.hpp"

namespace meridian::study {
namespace {

std::string_view words(TableNeeds needs) {
    constexpr std::array<std::string_view, 10> all{"",
                                                   "; of a study with rules",
                                                   "; of a study with a selection",
                                                   "; of a study with a budget",
                                                   "; of a study with uncertain inputs",
                                                   "; of a study with a sensitivity analysis",
                                                   "; of a study with an axis `remove`",
                                                   "; of a study with an axis `add`",
                                                   "; of a study with `losses`",
                                                   "; only where there are rows"};
    return all[static_cast<std::size_t>(needs)];
}

std::string meaning_of(ColumnText const& column) {
    std::string meaning{column.meaning};
    if (meaning.empty()) meaning = report::words_of(column.key).en;
    return meaning.append(column.of == ColumnOf::study_with_rules ? words(TableNeeds::rules) : "");
}

}  // namespace

std::span<StudyTableText const> study_tables() {
    static std::array const all{text_of(certainty_table),       text_of(runners_up_table),
                                text_of(served_demand_table),   text_of(comparison_table),
                                text_of(against_best_table),    text_of(policy_value_table),
                                text_of(policy_effects_table),  text_of(pareto_table),
                                text_of(regret_table),          text_of(static_table),
                                text_of(points_table),          text_of(kpis_table),
                                text_of(budget_table),          text_of(tornado_table),
                                text_of(break_even_table),      text_of(inputs_table),
                                text_of(input_interval_table),  text_of(selection_table),
                                text_of(selection_steps_table), text_of(effects_table),
                                text_of(emulator_table),        text_of(variance_shares_table),
                                text_of(value_ranges_table),    text_of(why_table),
                                text_of(site_values_table),     text_of(next_accelerators_table),
                                text_of(losses_table),          text_of(loss_summary_table),
                                text_of(failures_table),        text_of(rules_table),
                                text_of(response_trades_table), text_of(runs_table),
                                text_of(names_table),           text_of(representative_runs_table)};
    return all;
}

std::string study_output_schema() {
    std::string out;
    for (StudyTableText const& table : study_tables()) {
        std::string const file = "study/" + table.file();
        out += fmt::format("{}\tevery row\t{}{}\n", file, table.row, words(table.needs));
        for (ColumnText const& column : table.columns)
            out += fmt::format("{}\t{}\t{}\n", file, column.key, meaning_of(column));
    }
    return out;
}

void write_study_tables(system::Folder const& folder, Results const& results, PointReader& reader) {
    Study const& study = results.study();
    write_failed_scenarios(folder, results, reader);
    write_runs(folder, results);
    RuleFindings const findings{results};
    auto const responses = best_responses(results, findings);
    auto const some = selected_rows(results, responses);
    auto const comparisons = compare(results, responses, {});
    auto const values = site_values(results, findings);
    auto const write = [&]<class Record>(StudyTable<Record> const& table, RecordsOf<Record> rows) {
        write_table(folder, table, rows, study);
    };
    write(failures_table, failed_runs(results));
    write(comparison_table, comparisons);
    write(against_best_table, compare_with_best(results, responses, comparisons));
    write(policy_effects_table, policy_effects(results, some));
    write(kpis_table, kpi_rows(results, some));
    write(policy_value_table, value_of_brain(results, some));
    write(pareto_table, pareto_rows(comparisons, study.metrics, findings));
    write(regret_table, regrets(results, responses));
    write(static_table, static_rows(results, some));
    write(rules_table, rule_rows(results, findings, responses));
    write(response_trades_table, response_trades(results, findings, some));
    write(served_demand_table, served_demand_rows(results, findings, comparisons));
    write(runners_up_table, runners_up(results, findings, some));
    write(value_ranges_table, value_ranges(results, findings));
    write(why_table, why_rows(results, some));
    write(site_values_table, values_of(values, Role::removed));
    write(next_accelerators_table, values_of(values, Role::added));
    auto const losses = loss_rows(results, findings, some);
    write(losses_table, losses);
    write(loss_summary_table, loss_summaries(losses));
    if (study.selection) {
        auto const procedures = results.procedures();
        write(selection_table, procedures);
        write(selection_steps_table,
              selection_steps(procedures, comparable_means(results, study.metrics.front().column)));
    }
    write(budget_table, reader.budget_shares());
    write(inputs_table, study.inputs);
    write(names_table, study_names(study, reader).rows());
    write_points(folder, results);
}

std::vector<std::string> remove_undefined_tables(system::Folder const& folder, Study const& study) {
    std::vector<std::string> removed;
    for (StudyTableText const& table : study_tables()) {
        if (is_met(table.needs, study) || folder.kind(table.file()) == system::EntryKind::none) continue;
        folder.remove(table.file());
        removed.push_back(table.file());
    }
    return removed;
}

report::CheckSums sums_of_tables(system::Folder const& folder) {
    std::vector<std::string> names{study_file, "results.sqlite"};
    for (StudyTableText const& table : study_tables()) {
        if (table.name != representative_runs_table.name) names.push_back(table.file());
    }
    auto sums = report::check_sums(folder, names);
    if (auto const shown = folder.find_folder(representative_runs_folder)) {
        if (std::string sum = report::check_sum(*shown, "index.csv"); !sum.empty())
            sums.emplace(representative_runs_table.file(), std::move(sum));
    }
    return sums;
}

void write_sensitivity_tables(system::Folder const& folder, SensitivityResult const& result,
                              Study const& study) {
    write_table(folder, tornado_table, result.swings, study);
    write_table(folder, break_even_table, result.break_evens, study);
    write_table(folder, input_interval_table, result.spreads, study);
}

void write_certainty(system::Folder const& folder, Results const& results,
                     SensitivityResult const* sensitivity, PointReader& reader) {
    Study const& study = results.study();
    auto const comparisons =
        compare(results, best_responses(results), {std::nullopt, {study.metrics.front()}});
    scenario::Problems problems;
    scenario::Draft const baseline = reader.draft(study.baseline, {}, problems);
    write_table(folder, certainty_table, grade_certainty(study, comparisons, sensitivity, baseline), study);
}

}  // namespace meridian::study
