// The CSV files of a run: each column declared once, with its meaning.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/report/facts.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::report {

struct RunColumn {
    std::string_view key;
    std::string_view meaning;
    ResultCell (*cell)(Facts const&, std::uint32_t row);
};

struct TableKind {
    std::string_view file;
    std::span<RunColumn const> columns;
    std::uint32_t (*rows)(Facts const&);
    bool needs_rows{false};  // a run without rows has no such file
};

// nodes.csv, sites.csv, links.csv, classes.csv, demand.csv (class by region), services.csv, value.csv, calendar.csv,
// rules.csv (of a scenario with rules), outages.csv (of a run with any) and slo_course.csv (beside it, and of the runs that
// a study with losses keeps), load.csv, resources.csv (the four resources at the end of the window), timeseries.csv,
// assumptions.csv (where figures come from, weakest first), names.csv (display names), audit.csv,
// warnings.csv (of a run with any)
[[nodiscard]] std::span<TableKind const> tables();

// RFC 4180 text with lines ended by \n; empty cells where there is no figure.
[[nodiscard]] std::string csv(TableKind const& table, Facts const& facts);

}  // namespace meridian::report
