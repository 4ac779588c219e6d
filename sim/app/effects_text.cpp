#include "sim/app/effects_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "sim/app/table_text.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using scenario::Draft;

constexpr std::size_t most_inputs = 6;  // of a series

// Rows of one series: of one alternative, or of its difference from another one.
using Series = std::vector<Draft const*>;

std::vector<Series> series_of(Draft const& rows, std::string const& metric, std::string_view order_by) {
    std::vector<Series> all;
    if (!rows.is_list()) return all;
    std::string last;
    for (Draft const& row : rows.items()) {
        if (cell(row, "metric") != metric) continue;
        std::string const name =
            cell(row, "over") + "\n" + cell(row, "alternative") + "\n" + cell(row, "against");
        if (all.empty() || name != last) all.emplace_back();
        last = name;
        all.back().push_back(&row);
    }
    for (Series& series : all) {
        std::ranges::stable_sort(series, std::greater{},
                                 [&](Draft const* row) { return std::atof(cell(*row, order_by).c_str()); });
    }
    return all;
}

void print_name(Draft const& row) {
    console::print("  {}", cell(row, "alternative"));
    if (!cell(row, "against").empty()) console::print(" against {}", cell(row, "against"));
}

// Of a whole: three decimals.
std::string share(Draft const& row, std::string const& key) {
    return fmt::format("{:.3f}", std::atof(cell(row, key).c_str()));
}
std::string share_with_interval(Draft const& row, std::string const& key) {
    return fmt::format("{} ({} to {})", share(row, key), share(row, key + "_low"), share(row, key + "_high"));
}

std::string with_interval(Draft const& row, std::string const& key) {
    auto const low = rounded(row, key + "_low");
    return rounded(row, key) +
           (low == "-" ? std::string{} : fmt::format(" ({} to {})", low, rounded(row, key + "_high")));
}

template <class Line>
void print_inputs(Series const& series, Line const& line) {
    for (std::size_t i = 0; i < std::min(series.size(), most_inputs); ++i)
        console::print("    {}{}\n", report::fitted(cell(*series[i], "input"), 18), line(*series[i]));
    if (series.size() > most_inputs) console::print("    and {} inputs more\n", series.size() - most_inputs);
}

}  // namespace

void print_effects(report::ResultFolder const& folder, std::string const& metric) {
    Draft const shares = rows_of(folder, "variance_shares.csv");
    if (shares.is_list())
        console::print("\nshares of the variance by Sobol's indices, first and total order\n");
    for (Series const& series : series_of(shares, metric, "total")) {
        print_name(*series.front());
        console::print(": variance {}, from {} rows\n", rounded(*series.front(), "variance"),
                       cell(*series.front(), "rows"));
        print_inputs(series, [](Draft const& row) {
            return share_with_interval(row, "first") + "; " + share_with_interval(row, "total");
        });
    }
    Draft const effects = rows_of(folder, "effects.csv");
    if (effects.is_list())
        console::print("\nMorris: mean absolute effect of an input over its range, and its spread\n");
    for (Series const& series : series_of(effects, metric, "absolute")) {
        print_name(*series.front());
        console::print(": {} trajectories\n", cell(*series.front(), "trajectories"));
        print_inputs(series, [](Draft const& row) {
            return with_interval(row, "absolute") + "; " + rounded(row, "spread");
        });
    }
    Draft const emulators = rows_of(folder, "emulator.csv");
    if (emulators.is_list()) console::print("\nemulator: shares of the variance, first and total order\n");
    for (Series const& series : series_of(emulators, metric, "total")) {
        Draft const& row = *series.front();
        print_name(row);
        console::print(": R2 {}, error {} on held-back points\n    of {}; degree {}, {} terms\n",
                       rounded(row, "held_back_r_squared"), rounded(row, "held_back_error"),
                       cell(row, "rows"), cell(row, "degree"), cell(row, "terms"));
        print_inputs(series,
                     [](Draft const& one) { return share(one, "first") + "; " + share(one, "total"); });
    }
}

}  // namespace meridian::app
