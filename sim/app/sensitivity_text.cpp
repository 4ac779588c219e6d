#include "sim/app/sensitivity_text.hpp"

#include <string>

#include <fmt/format.h>

#include "sim/app/table_text.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using scenario::Draft;

// Where no difference is shown, as far as it lies within the input's range.
std::string span_words(Draft const& row) {
    bool const from = !cell(row, "not_significant_from").empty();
    bool const to = !cell(row, "not_significant_to").empty();
    if (from && to)
        return fmt::format("from {} to {}", rounded(row, "not_significant_from"),
                           rounded(row, "not_significant_to"));
    if (from) return "above " + rounded(row, "not_significant_from");
    return to ? "below " + rounded(row, "not_significant_to") : "anywhere";
}

void print_break_even(Draft const& rows) {
    console::print("\nwhere inputs turn the verdict\n");
    for (Draft const& row : rows.items()) {
        auto const range = fmt::format("from {} to {} {}", rounded(row, "value_low"),
                                       rounded(row, "value_high"), cell(row, "unit"));
        console::print("  {} against {}: {} (grade {}), {}\n", cell(row, "alternative"),
                       cell(row, "baseline"), cell(row, "input"), cell(row, "grade"), range);
        if (cell(row, "break_even_value").empty()) {
            console::print("    nowhere: {} has less throughout\n", cell(row, "less_at_low"));
            continue;
        }
        console::print("    at {} {}, below which {} has less;\n      not significant {}\n",
                       rounded(row, "break_even_value"), cell(row, "unit"), cell(row, "less_at_low"),
                       span_words(row));
    }
}

void print_intervals(Draft const& rows) {
    console::print("\ndifferences: interval over seeds, and over inputs that all differ at once\n");
    for (Draft const& row : rows.items()) {
        console::print("  {} against {}: {}, over seeds {} to {}\n", cell(row, "alternative"),
                       cell(row, "baseline"), rounded(row, "difference"), rounded(row, "seed_low"),
                       rounded(row, "seed_high"));
        if (cell(row, "input_low").empty()) continue;
        console::print("    over {} samples of inputs {} to {}; better at {:.3g} % of them\n",
                       cell(row, "sample"), rounded(row, "input_low"), rounded(row, "input_high"),
                       100.0 * std::stod(cell(row, "better_share")));
    }
}

}  // namespace

void print_sensitivity(report::ResultFolder const& folder) {
    Draft const break_even = rows_of(folder, "break_even.csv");
    if (break_even.is_list()) print_break_even(break_even);
    Draft const intervals = rows_of(folder, "input_interval.csv");
    if (intervals.is_list()) print_intervals(intervals);
}

}  // namespace meridian::app
