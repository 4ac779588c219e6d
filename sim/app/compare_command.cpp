// meridian compare DIR
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/compare_text.hpp"
#include "sim/app/comparison_material.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/results.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

std::optional<study::Metric> metric_named(std::string const& name) {
    if (auto metric = study::metric_of(name)) return metric;
    std::vector<std::string> names;
    for (auto const& known : report::summary_keys())
        names.emplace_back(known.name);
    report_usage_error(fmt::format("--metric {}: summary.json has no such figure", name),
                       scenario::suggestion(name, names, "`meridian schema --output` lists them, such as"));
    return std::nullopt;
}

bool knows_baseline(study::Study const& study, std::vector<study::BestResponse> const& responses,
                    std::string const& name) {
    std::vector<std::string> names;
    names.reserve(responses.size());
    for (auto const& one : responses)
        names.push_back(study.names(one.alternative, study::Role::compared));
    if (std::ranges::find(names, name) != names.end()) return true;
    auto const near = nearest_name(name, names);
    return report_usage_error(fmt::format("--baseline {}: there is no such alternative", name),
                              near.empty()
                                  ? fmt::format("name one, such as '{}'", names.empty() ? "" : names.front())
                                  : fmt::format("did you mean '{}'?", near));
}

void print_comparison_json(document::StudyMaterial const& study) {
    nlohmann::ordered_json about{{"study", study.name},
                                 {"baseline", study.baseline},
                                 {"baseline_future", study.baseline_future},
                                 {"best", study.best},
                                 {"confidence", study.confidence}};
    for (document::StudyMetric const& metric : study.metrics)
        about["metrics"].push_back(
            {{"key", metric.key}, {"better", metric.more_is_better ? "higher" : "lower"}});
    print_tables_json("compare", about, study.tables, study.names);
}

}  // namespace

ExitCode compare(CompareArguments const& given) {
    if (!check_holds_study(given.folder)) return ExitCode::invalid_input;
    ComparisonQuestion question{given.baseline, {}};
    std::vector<study::Metric> asked;
    if (given.metric) {
        question.metric = metric_named(*given.metric);
        if (!question.metric) return ExitCode::invalid_input;
        asked.push_back(*question.metric);
    }
    auto const folder = system::Folder::open(given.folder);
    std::optional<PhaseLine> line{std::in_place, "reading " + given.folder, false};
    study::Results const results = study::read_results(folder, asked);
    study::Study const& study = results.study();
    study::RuleFindings const findings{results};
    auto const responses = study::best_responses(results, findings);
    line.reset();
    study::Metric const metric = question.metric.value_or(study.metrics.front());
    if (print_absent_metrics(results, {&metric, 1})) return ExitCode::cannot_be_met;
    if (responses.empty()) {
        console::print_error("{}: no run is done yet\n  fix: wait for the sweep, or go on with it\n",
                             given.folder);
        return ExitCode::cannot_be_met;
    }
    if (given.baseline && !knows_baseline(study, responses, *given.baseline)) return ExitCode::invalid_input;
    print_missing_runs(results, given.folder);
    line.emplace("comparing", false);
    document::StudyMaterial const material =
        comparison_material(results, findings, responses, question, folder);
    line.reset();
    if (given.json) {
        print_comparison_json(material);
        return ExitCode::success;
    }
    if (!results.complete())
        console::print("So far: runs are missing, and `meridian status {}` shows how many.\n\n",
                       given.folder);
    console::write(compare_text(material, console::output_style()));
    return ExitCode::success;
}

}  // namespace meridian::app
