#include "sim/app/comparison_material.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/document/layout_tables.hpp"
#include "sim/document/loss_tables.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/losses.hpp"
#include "sim/study/rule_tables.hpp"
#include "sim/study/runners_up.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/study/selection_tables.hpp"
#include "sim/study/served_demand.hpp"
#include "sim/study/site_values.hpp"
#include "sim/study/study_table.hpp"
#include "sim/study/trade_offs.hpp"
#include "sim/study/value_range.hpp"
#include "sim/study/why.hpp"

namespace meridian::app {
namespace {

using document::StudyMaterial;
using report::ResultRow;
using report::ResultTable;

// Made of rows and of runs with other inputs, once the sweep ends.
constexpr std::array<std::string_view, 8> tables_of_folder{"certainty",      "tornado", "break_even",
                                                           "input_interval", "inputs",  "variance_shares",
                                                           "effects",        "emulator"};

std::vector<std::string> texts_of(ResultTable const& table, std::string_view column) {
    std::vector<std::string> all;
    for (ResultRow const& row : table.rows) {
        std::string const& text = table.text(row, column);
        if (text != study::all_futures && std::ranges::find(all, text) == all.end()) all.push_back(text);
    }
    return all;
}

void describe(StudyMaterial& material, study::Study const& study, ComparisonQuestion const& question) {
    material.name = study.name;
    if (question.metric) {
        material.metrics = {{question.metric->key, question.metric->more_is_better}};
    } else {
        for (study::Metric const& metric : study.metrics)
            material.metrics.push_back({metric.key, metric.more_is_better});
    }
    material.baseline = question.baseline.value_or(study.names(study.baseline, study::Role::compared));
    material.baseline_future = study.names(study.baseline, study::Role::future);
    material.confidence = study.confidence;
    material.points = study.points.size();
    material.value_basis = study.value_basis;
    if (!study.reference_policy) return;
    for (study::Axis const& axis : study.axes) {
        if (axis.role == study::Role::response)
            material.reference_policy = axis.levels[*study.reference_policy].name;
    }
}

class TableMaker {
public:
    TableMaker(StudyMaterial& material, study::Results const& results, study::RuleFindings const& findings,
               std::vector<study::BestResponse> const& responses, ComparisonQuestion const& question)
        : material_{material},
          results_{results},
          findings_{findings},
          responses_{responses},
          question_{question},
          selected_{study::selected_rows(results, responses)} {}

    void add_comparisons() {
        study::CompareOptions options{question_.baseline, {}};
        if (question_.metric) options.metrics = {*question_.metric};
        auto const comparisons = study::compare(results_, responses_, options);
        add(study::comparison_table, comparisons);
        add(study::against_best_table,
            study::compare_with_best(results_, responses_, comparisons, question_.baseline));
        if (!findings_.empty()) add(study::rules_table, study::rule_rows(results_, findings_, responses_));
        add(study::kpis_table, study::kpi_rows(results_, selected_));
        material_.tables.push_back(document::layouts_table(material_.tables.back()));
        material_.tables.push_back(
            document::board_table(material_.tables.back(), material_.baseline_future, nullptr, nullptr));
        if (question_.metric) return;
        study::Study const& study = results_.study();
        add(study::served_demand_table, study::served_demand_rows(results_, findings_, comparisons));
        add(study::pareto_table, study::pareto_rows(comparisons, study.metrics, findings_));
    }

    // What is always of the study's own baseline and metrics.
    void add_answers() {
        study::Study const& study = results_.study();
        add(study::regret_table, study::regrets(results_, responses_));
        add(study::policy_value_table, study::value_of_brain(results_, selected_));
        add(study::response_trades_table, study::response_trades(results_, findings_, selected_));
        add(study::runners_up_table, study::runners_up(results_, findings_, selected_));
        add(study::value_ranges_table, study::value_ranges(results_, findings_));
        add(study::why_table, study::why_rows(results_, selected_));
        for (report::ResultColumn& column : material_.tables.back().columns) {
            if (column.kind_by == report::KindBy::metric) column.quantity = report::FigureKind::money;
        }
        add_site_values();
        add_losses();
        if (!study.selection) return;
        auto const procedures = results_.procedures();
        add(study::selection_table, procedures);
        add(study::selection_steps_table,
            study::selection_steps(procedures,
                                   study::comparable_means(results_, study.metrics.front().column)));
    }

private:
    template <class Record>
    void add(study::StudyTable<Record> const& table, std::vector<Record> const& rows) {
        material_.tables.push_back(study::result_table(table, rows, results_.study()));
    }

    void add_site_values() {
        auto const values = study::site_values(results_, findings_);
        if (values.empty()) return;
        add(study::site_values_table, study::values_of(values, study::Role::removed));
        add(study::next_accelerators_table, study::values_of(values, study::Role::added));
    }

    void add_losses() {
        auto const losses = study::loss_rows(results_, findings_, selected_);
        if (losses.empty()) return;
        add(study::losses_table, losses);
        add(study::loss_summary_table, study::loss_summaries(losses));
        document::name_losses(material_.tables);
    }

    StudyMaterial& material_;
    study::Results const& results_;
    study::RuleFindings const& findings_;
    std::vector<study::BestResponse> const& responses_;
    ComparisonQuestion const& question_;
    std::vector<study::BestResponse> selected_;
};

void read_folder(StudyMaterial& material, report::ResultFolder const& folder, bool with_tables) {
    auto const read = [&](std::string_view name) {
        return study::read_table(folder, std::string{name} + ".csv");
    };
    if (auto const names = read("names")) material.names.add(*names);
    for (std::string_view const name : tables_of_folder) {
        if (!with_tables) break;
        if (auto table = read(name)) material.tables.push_back(*std::move(table));
    }
}

// The one that the others of the baseline's future are compared with.
std::string best_of(StudyMaterial const& material) {
    ResultTable const& against = *document::find_table(material.tables, "against_best");
    for (ResultRow const& row : against.rows) {
        if (against.text(row, "future") == material.baseline_future &&
            against.text(row, "verdict") == study::words(study::Verdict::is_baseline))
            return against.text(row, "alternative");
    }
    return {};
}

}  // namespace

document::StudyMaterial comparison_material(study::Results const& results,
                                            study::RuleFindings const& findings,
                                            std::vector<study::BestResponse> const& responses,
                                            ComparisonQuestion const& question,
                                            system::Folder const& folder) {
    StudyMaterial material;
    describe(material, results.study(), question);
    bool const is_own_question = !question.baseline && !question.metric;
    TableMaker maker{material, results, findings, responses, question};
    maker.add_comparisons();
    if (is_own_question) maker.add_answers();
    ResultTable const& comparison = *document::find_table(material.tables, "comparison");
    material.futures = texts_of(comparison, "future");
    material.all_futures = material.futures.size();
    material.alternatives = texts_of(comparison, "alternative");
    material.responses = texts_of(comparison, "response");
    material.best = best_of(material);
    // Before its sweep ends a folder has none.
    if (folder.kind(report::manifest_file) != system::EntryKind::none)
        read_folder(material, report::ResultFolder{folder}, is_own_question);
    return material;
}

}  // namespace meridian::app
