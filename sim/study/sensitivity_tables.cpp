#include <array>
#include <functional>
#include <optional>
#include <string>

#include "sim/study/input_columns.hpp"
#include "sim/study/sensitivity.hpp"

namespace meridian::study {
namespace {

double swing(TornadoBar const& bar) {
    return bar.at_high.mean - bar.at_low.mean;
}
std::string less_at_low(BreakEven const& found, CellContext const& at) {
    return found.less_at_low ? found.alternative : at.study.names(at.study.baseline, Role::compared);
}

// Nothing where inputs were not varied at once.
template <auto Part>
std::optional<double> if_sampled(InputSpread const& spread) {
    return spread.points > 0 ? std::optional{std::invoke(Part, spread)} : std::nullopt;
}
double low_quantile(InputSpread const& spread) {
    return spread.interval.low;
}
double high_quantile(InputSpread const& spread) {
    return spread.interval.high;
}

// clang-format off
constexpr std::array tornado_columns{
    metric_column<TornadoBar>,
    column<&TornadoBar::alternative>("alternative"),
    baseline_column<TornadoBar>,
    column<&TornadoBar::input>("input"),
    column<of_input<TornadoBar, &UncertainFigure::source>>("source"),
    column<of_input<TornadoBar, &UncertainFigure::grade>>("grade"),
    column<of_input<TornadoBar, unit_of>>("unit", "of the values of the input"),
    column<&TornadoBar::low>("value_low", "of the input"),
    column<&TornadoBar::high>("value_high", "of the input"),
    column<&TornadoBar::at_low, mean_value>("difference_at_low", "from the baseline, with the input at its low value"),
    column<&TornadoBar::at_low, low_of>("at_low_low"),
    column<&TornadoBar::at_low, high_of>("at_low_high"),
    column<&TornadoBar::at_high, mean_value>("difference_at_high", "from the baseline, with the input at its high value"),
    column<&TornadoBar::at_high, low_of>("at_high_low"),
    column<&TornadoBar::at_high, high_of>("at_high_high"),
    column<swing>("swing", "the difference at high less that at low"),
};
constexpr std::array break_even_columns{
    metric_column<BreakEven>,
    column<&BreakEven::alternative>("alternative"),
    baseline_column<BreakEven>,
    column<&BreakEven::input>("input"),
    column<of_input<BreakEven, &UncertainFigure::source>>("source"),
    column<of_input<BreakEven, &UncertainFigure::grade>>("grade"),
    column<of_input<BreakEven, unit_of>>("unit", "of the values of the input"),
    column<of_input<BreakEven, low_value>>("value_low", "of its range"),
    column<of_input<BreakEven, high_value>>("value_high", "of its range"),
    column<less_at_low>("less_at_low", "the alternative or the baseline: whose figure is less at the low value"),
    column<&BreakEven::value>("break_even_value", "of the input, at which there is no difference; empty: not within its range"),
    column<&BreakEven::low>("not_significant_from", "of the input; empty: beyond its range"),
    column<&BreakEven::high>("not_significant_to", "of the input; empty: beyond its range"),
};
constexpr std::array input_interval_columns{
    metric_column<InputSpread>,
    column<&InputSpread::alternative>("alternative"),
    baseline_column<InputSpread>,
    column<&InputSpread::seeds, mean_value>("difference", "from the baseline, inputs as in the scenario"),
    column<&InputSpread::seeds, low_of>("seed_low"),
    column<&InputSpread::seeds, high_of>("seed_high"),
    column<&InputSpread::points>("sample", "samples of all inputs at once"),
    column<if_sampled<&InputSpread::mean>>("sample_mean", "mean difference over these samples"),
    column<if_sampled<low_quantile>>("input_low"),
    column<if_sampled<high_quantile>>("input_high"),
    column<if_sampled<&InputSpread::better_share>>("better_share", "of these samples, in which the alternative is better"),
};
// clang-format on

}  // namespace

constexpr StudyTable<TornadoBar> tornado_table{
    "tornado", "an alternative and an uncertain input, the widest swing first", tornado_columns,
    TableNeeds::sensitivity};
constexpr StudyTable<BreakEven> break_even_table{"break_even", "an alternative and an uncertain input",
                                                 break_even_columns, TableNeeds::sensitivity};
constexpr StudyTable<InputSpread> input_interval_table{"input_interval", "an alternative",
                                                       input_interval_columns, TableNeeds::sensitivity};

}  // namespace meridian::study
