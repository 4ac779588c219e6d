#include "sim/study/selection_tables.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/study/study_input.hpp"

namespace meridian::study {
namespace {

ResultCell name(Study const& study, std::optional<std::size_t> point, Role role) {
    return point ? ResultCell{study.names(study.points[*point], role)} : ResultCell{};
}

template <Role role>
ResultCell leader(ProcedureResult const& result, CellContext const& at) {
    return name(at.study, result.leader, role);
}
template <Role role>
ResultCell candidate(SelectionStep const& step, CellContext const& at) {
    return name(at.study, step.candidate.point, role);
}
template <Role role>
ResultCell behind(SelectionStep const& step, CellContext const& at) {
    return name(at.study, step.candidate.behind, role);
}

std::string_view procedure(ProcedureResult const&, CellContext const& at) {
    return procedure_words.word_of(at.study.selection->procedure);
}
std::optional<double> indifference(ProcedureResult const& result) {
    return result.begun ? std::optional{result.rules.indifference} : std::nullopt;
}
std::int64_t runs_if_equal(ProcedureResult const& result) {
    return result.longest * static_cast<std::int64_t>(result.candidates.size());
}
std::int64_t runs_saved(ProcedureResult const& result) {
    return runs_if_equal(result) - result.runs;
}
std::optional<Finding> standing(ProcedureResult const& result) {
    return result.leader ? std::optional{result.standing} : std::nullopt;
}

constexpr std::string_view by_rules{"how the point stands by the rules that decide"};

// clang-format off
constexpr std::array selection_columns{
    metric_column<ProcedureResult>,
    column<&ProcedureResult::future>("future"),
    column<procedure>("procedure"),
    column<&ProcedureResult::rules, &ProcedureRules::confidence>("confidence"),
    column<indifference>("indifference", "in the metric's unit"),
    column<&ProcedureResult::decided>("decided"),
    column<leader<Role::compared>>("alternative", "that leads, or is selected"),
    column<leader<Role::response>>("response"),
    column<&ProcedureResult::probability>("probability"),
    column<&ProcedureResult::runs>("runs", "of all points"),
    column<runs_if_equal>("runs_if_equal"),
    column<runs_saved>("runs_saved"),
    column<&ProcedureResult::likely_missing>("likely_missing"),
    column<&ProcedureResult::most_missing>("most_missing"),
    column<standing>("finding", by_rules, ColumnOf::study_with_rules),
};
constexpr std::array selection_steps_columns{
    metric_column<SelectionStep>,
    column<&SelectionStep::future>("future"),
    column<candidate<Role::compared>>("alternative"),
    column<candidate<Role::response>>("response"),
    column<&SelectionStep::candidate, &CandidateState::runs>("runs"),
    column<&SelectionStep::mean>("mean"),
    column<&SelectionStep::candidate, &CandidateState::status>("status"),
    column<behind<Role::compared>>("behind", "that was ahead when it was left out"),
    column<behind<Role::response>>("behind_response"),
    column<&SelectionStep::candidate, &CandidateState::standing>("finding", by_rules, ColumnOf::study_with_rules),
};
// clang-format on

}  // namespace

constexpr StudyTable<ProcedureResult> selection_table{
    "selection",
    "how the selection in a future has ended, and what it saved against as many runs of all points",
    selection_columns, TableNeeds::selection};
constexpr StudyTable<SelectionStep> selection_steps_table{
    "selection_steps", "a point that the selection in a future has compared", selection_steps_columns,
    TableNeeds::selection};

std::vector<SelectionStep> selection_steps(std::vector<ProcedureResult> const& procedures,
                                           std::vector<double> const& means) {
    std::vector<SelectionStep> all;
    for (ProcedureResult const& result : procedures) {
        for (CandidateState const& candidate : result.candidates)
            all.push_back({result.future, candidate, means[candidate.point]});
    }
    return all;
}

}  // namespace meridian::study
