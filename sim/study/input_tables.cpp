#include "sim/study/input_tables.hpp"

#include <array>
#include <string>
#include <string_view>

#include "sim/study/budget.hpp"
#include "sim/study/input_columns.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {
namespace {

AmountUnit unit_at(CellContext const& at) {
    return amount_unit(at.study.budget->measure);
}
std::string share_alternative(BudgetShare const& share, CellContext const& at) {
    return at.study.names(share.alternative, Role::compared);
}
std::string_view measure(BudgetShare const&, CellContext const& at) {
    return measure_words.word_of(at.study.budget->measure);
}
std::string_view unit(BudgetShare const&, CellContext const& at) {
    return unit_at(at).name;
}
double amount(BudgetShare const& share, CellContext const& at) {
    return share.amount / unit_at(at).size;
}
double target(BudgetShare const& share, CellContext const& at) {
    return share.target / unit_at(at).size;
}
double tolerance(BudgetShare const&, CellContext const& at) {
    return at.study.budget->tolerance;
}

std::string paths(UncertainFigure const& input) {
    std::string all;
    for (std::string const& path : input.paths)
        all += (all.empty() ? "" : " ") + path;
    return all;
}

// clang-format off
constexpr std::array budget_columns{
    column<share_alternative>("alternative"),
    column<measure>("measure"),
    column<unit>("unit", "of amount and target"),
    column<amount>("amount", "that the alternative has"),
    column<target>("target"),
    column<&BudgetShare::off_share>("off_share", "what the amount is off the target, as a share of it"),
    column<tolerance>("tolerance"),
    column<&BudgetShare::factor>("factor", "that servers and power limits of its sites were multiplied by"),
};
constexpr std::array inputs_columns{
    column<&UncertainFigure::name>("input"),
    column<paths>("path", "in the scenario; several with spaces between"),
    column<low_value>("value_low"),
    column<high_value>("value_high"),
    column<unit_of>("unit"),
    column<&UncertainFigure::source>("source"),
    column<&UncertainFigure::grade>("grade"),
    column<&UncertainFigure::note>("note"),
};
// clang-format on

}  // namespace

constexpr StudyTable<BudgetShare> budget_table{
    "budget", "an alternative: what it has of what all must have equally much of", budget_columns,
    TableNeeds::budget, TableUse::report};
constexpr StudyTable<UncertainFigure> inputs_table{"inputs", "an uncertain input", inputs_columns,
                                                   TableNeeds::inputs, TableUse::report};

}  // namespace meridian::study
