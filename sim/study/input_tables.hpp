// Tables of what a study's file says: its budget and its uncertain inputs.
#pragma once

#include "sim/study/point_reader.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

extern StudyTable<BudgetShare> const budget_table;
extern StudyTable<UncertainFigure> const inputs_table;

}  // namespace meridian::study
