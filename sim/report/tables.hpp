// The CSV files of a run: each column declared once, with its meaning.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/report/facts.hpp"

namespace meridian::report {

struct ResultColumn {
    std::string_view name;
    std::string_view meaning;
    std::string (*cell)(Facts const&, std::uint32_t row);
};

struct TableKind {
    std::string_view file;
    std::span<ResultColumn const> columns;
    std::uint32_t (*rows)(Facts const&);
    bool needs_rows{false};  // a run without rows has no such file
};

// nodes.csv, sites.csv, links.csv, classes.csv, demand.csv (class by region), services.csv, value.csv, calendar.csv,
// rules.csv (of a scenario with rules), resources.csv (the four resources at the end of the window), timeseries.csv,
// assumptions.csv (where figures come from, weakest first), names.csv (display names), audit.csv
[[nodiscard]] std::span<TableKind const> tables();

// RFC 4180 text with lines ended by \n; empty cells where there is no figure.
[[nodiscard]] std::string csv(TableKind const& table, Facts const& facts);
// A cell, quoted where it must be. A text that a spreadsheet would take for a formula gets an apostrophe
// before it: one that begins with = + - @, a tab or a carriage return, behind any number of apostrophes, and
// is no number.
[[nodiscard]] std::string csv_cell(std::string_view text);
// The text of a cell that csv_cell() wrote, without its quotation marks: exactly what it was.
[[nodiscard]] std::string csv_text(std::string cell);

}  // namespace meridian::report
