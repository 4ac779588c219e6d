// How the selections of a study have ended.
#pragma once

#include <string>
#include <vector>

#include "sim/study/selection_procedure.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

extern StudyTable<ProcedureResult> const selection_table;

// One of the points that a procedure has compared.
struct SelectionStep {
    std::string future;
    CandidateState candidate;
    double mean{0.0};  // NaN: none
};
// `means`: by point, comparable.
[[nodiscard]] std::vector<SelectionStep> selection_steps(std::vector<ProcedureResult> const& procedures,
                                                         std::vector<double> const& means);
extern StudyTable<SelectionStep> const selection_steps_table;

}  // namespace meridian::study
