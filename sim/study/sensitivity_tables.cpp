#include <algorithm>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/csv_cells.hpp"
#include "sim/study/sensitivity.hpp"

namespace meridian::study {
namespace {

using report::csv_cell;

UncertainFigure const& input_of(Study const& study, std::string const& name) {
    return *std::ranges::find(study.inputs, name, &UncertainFigure::name);
}

}  // namespace

std::string tornado_csv(SensitivityResult const& result, Study const& study) {
    std::string out{
        "metric,alternative,baseline,input,source,grade,unit,value_low,value_high,difference_at_low,at_low_"
        "low,"
        "at_low_high,difference_at_high,at_high_low,at_high_high,swing\n"};
    for (TornadoBar const& s : result.swings) {
        UncertainFigure const& input = input_of(study, s.input);
        out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", study.metrics.front().key,
                           csv_cell(s.alternative), csv_cell(result.baseline), csv_cell(s.input),
                           csv_cell(input.source), input.grade, csv_cell(input.range.unit),
                           format_number(s.low), format_number(s.high), cells(s.at_low), cells(s.at_high),
                           format_number(s.at_high.mean - s.at_low.mean));
    }
    return out;
}

std::string break_even_csv(SensitivityResult const& result, Study const& study) {
    std::string out{
        "metric,alternative,baseline,input,source,grade,unit,value_low,value_high,less_at_low,break_even_"
        "value,"
        "not_significant_from,not_significant_to\n"};
    for (BreakEven const& s : result.break_evens) {
        UncertainFigure const& input = input_of(study, s.input);
        out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", study.metrics.front().key,
                           csv_cell(s.alternative), csv_cell(result.baseline), csv_cell(s.input),
                           csv_cell(input.source), input.grade, csv_cell(input.range.unit),
                           format_number(input.range.low), format_number(input.range.high),
                           csv_cell(s.less_at_low ? s.alternative : result.baseline), cell(s.value),
                           cell(s.low), cell(s.high));
    }
    return out;
}

std::string input_interval_csv(SensitivityResult const& result, Study const& study) {
    std::string out{
        "metric,alternative,baseline,difference,seed_low,seed_high,sample,sample_mean,input_low,input_high,"
        "better_share\n"};
    for (InputSpread const& s : result.spreads) {
        out += fmt::format("{},{},{},{},{}", study.metrics.front().key, csv_cell(s.alternative),
                           csv_cell(result.baseline), cells(s.seeds), s.points);
        out += s.points == 0
                   ? std::string{",,,,\n"}
                   : fmt::format(",{},{},{},{}\n", format_number(s.mean), format_number(s.interval.low),
                                 format_number(s.interval.high), format_number(s.better_share));
    }
    return out;
}

}  // namespace meridian::study
