// Tables with a row per layout.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/document/report_names.hpp"

namespace meridian::document {

// kpis with a column per figure, `X`, `X_low`, `X_high`, and a row per future and alternative.
[[nodiscard]] ResultTable layouts_table(ResultTable const& kpis);

// The same of one run, which has no intervals.
[[nodiscard]] ResultTable layouts_of_run(ResultTable const& figures, std::string const& alternative);

// What a tonne of CO2 that is not emitted costs: by siting (an alternative against the baseline, location-based)
// and by contract (premium of green energy over what it takes off, market-based). Columns: future, alternative,
// by, tonnes_avoided, cny, cny_per_tonne; the last is empty where nothing is avoided.
[[nodiscard]] ResultTable abatement(ResultTable const& layouts, std::string const& baseline);

// What a board asks for, a row per layout of one future; money and carbon are those of the window, drawn out
// to a year of 365 days. `sites` and `peaks` of the runs that are shown, or nullptr. Columns: alternative;
// then, with `_low` and `_high` where there are several runs, cost_cny_per_active_accelerator_hour,
// cost_cny_per_year, slo_attainment, request_slo_attainment_least, utilisation, carbon_kg_location_per_year,
// carbon_kg_market_per_year; then upfront_cny, it_kw_all_busy and facility_kw_peak.
[[nodiscard]] ResultTable board_table(ResultTable const& layouts, std::string const& future,
                                      ResultTable const* sites, ResultTable const* peaks);

// The first metric over alternatives that are numbers of one unit, as shares of cards; nothing where they are
// not. `flat`: not significantly different from the best of the future. Columns: future, x, unit, alternative,
// response, mean, low, high, flat.
[[nodiscard]] std::optional<ResultTable> curve_table(ResultTable const& comparison,
                                                     ResultTable const* against_best,
                                                     std::string_view metric);

}  // namespace meridian::document
