// What a run came to, as tables in memory: those of its files, and what its summary.json holds.
#pragma once

#include <vector>

#include "sim/report/facts.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/tables.hpp"

namespace meridian::report {

// Every row of the file, or those alone.
[[nodiscard]] ResultTable result_table(TableKind const& kind, Facts const& facts);
// Of the file of that name. Precondition: a run has it.
[[nodiscard]] ResultTable result_table(std::string_view file, Facts const& facts);

// One row with every figure of summary.json; an empty cell where it is absent.
[[nodiscard]] ResultTable summary_table(Facts const& facts);
// By service over all regions, and the region that is served worst if there are several. Columns: those of
// services.csv without circles, then worst_1 and worst_1_share.
[[nodiscard]] ResultTable service_totals(Facts const& facts);
// Columns: reason, jobs, share; with `wait_s` that of waits.
[[nodiscard]] ResultTable rejection_table(Facts const& facts);
[[nodiscard]] ResultTable wait_table(Facts const& facts);
// Columns: class, accelerators, jobs, sites_that_fit.
[[nodiscard]] ResultTable gang_table(Facts const& facts);
// One row: the static estimate, by keys of summary.json.
[[nodiscard]] ResultTable static_table(StaticFigures const& figures);
// Columns: key, why.
[[nodiscard]] ResultTable absent_table(Facts const& facts);

// Adds the rows to those that are there.
void add_names(DisplayNames& to, NameTable const& names);
// With those of classes, services and sites under "any", too.
[[nodiscard]] DisplayNames display_names(NameTable const& names);

}  // namespace meridian::report
