// The tables of a run or a study as an SQLite file: for SQL, pandas, DuckDB, and from there to Parquet.
#pragma once

#include <filesystem>

#include "sim/document/run_tables.hpp"

namespace meridian::document {

// Every table of a run's folder, as read_run() reads it, jobs.csv and decisions.csv too, or every table of a study's
// folder and `facts` (what, value). Numbers of runs and jobs, and columns of jobs.csv and decisions.csv that hold numbers
// alone, are numbers. Throws system::SystemError for a folder that is damaged.
[[nodiscard]] Tables result_tables(ResultFolder const& folder);

// The database in the place of what was at `target`: a table per table, of the same name and columns, then
// `units` (column_json.hpp). A column is INTEGER where it is a count and all its cells are whole, REAL where it is any
// other figure, TEXT where it is a text; without a type where its cells are texts and figures. NULL: no figure, no text.
// The file's application id says that Meridian wrote it. Throws system::SystemError.
void write_result_database(std::filesystem::path const& target, Tables const& tables);

}  // namespace meridian::document
