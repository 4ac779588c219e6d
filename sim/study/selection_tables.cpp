#include <cmath>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/selection_procedure.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

std::string cell(std::optional<std::int64_t> count) {
    return count ? std::to_string(*count) : std::string{};
}

std::string mean(double figure) {
    return std::isnan(figure) ? std::string{} : format_number(figure);
}

std::string names(Study const& study, std::optional<std::size_t> point) {
    if (!point) return ",";
    return csv_cell(study.names(study.points[*point], Role::compared)) + "," +
           csv_cell(study.names(study.points[*point], Role::response));
}

// The last cell of a row of a study with rules.
std::string finding_cell(Study const& study, std::optional<Finding> standing) {
    if (study.rules.empty()) return {};
    return fmt::format(",{}", standing ? words(*standing) : std::string_view{});
}

std::string_view finding_heading(Study const& study) {
    return study.rules.empty() ? "" : ",finding";
}

}  // namespace

std::string selection_csv(std::vector<ProcedureResult> const& procedures, Study const& study) {
    std::string out{
        "metric,future,procedure,confidence,indifference,decided,alternative,response,probability,runs,"
        "runs_if_equal,runs_saved,likely_missing,most_missing"};
    out.append(finding_heading(study)).append("\n");
    auto const procedure = procedure_words.word_of(study.selection->procedure);
    for (ProcedureResult const& result : procedures) {
        auto const equal = result.longest * static_cast<std::int64_t>(result.candidates.size());
        out += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{}{}\n", study.metrics.front().key, csv_cell(result.future),
            procedure, format_number(result.rules.confidence),
            result.begun ? format_number(result.rules.indifference) : std::string{},
            result.decided ? "yes" : "no", names(study, result.leader), study::cell(result.probability),
            result.runs, equal, equal - result.runs, cell(result.likely_missing), cell(result.most_missing),
            finding_cell(study, result.leader ? std::optional{result.standing} : std::nullopt));
    }
    return out;
}

std::string selection_steps_csv(std::vector<ProcedureResult> const& procedures, Study const& study,
                                std::vector<double> const& means) {
    std::string out{"metric,future,alternative,response,runs,mean,status,behind,behind_response"};
    out.append(finding_heading(study)).append("\n");
    for (ProcedureResult const& result : procedures) {
        for (CandidateState const& candidate : result.candidates)
            out += fmt::format("{},{},{},{},{},{},{}{}\n", study.metrics.front().key, csv_cell(result.future),
                               names(study, candidate.point), candidate.runs, mean(means[candidate.point]),
                               words(candidate.status), names(study, candidate.behind),
                               finding_cell(study, candidate.standing));
    }
    return out;
}

}  // namespace meridian::study
