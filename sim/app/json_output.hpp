// What commands print with --json, all in one shape: the command, what the tables are of, the columns of all tables by
// key, as a key means the same in each, and the tables, each a list of rows, which are objects by column.
#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/scenario/problem.hpp"

namespace meridian::app {

// {"command", ... `about` ..., "names", "columns", "tables"}, indented. A row has no cell where there is nothing; a
// column says its head in both languages, its quantity, the unit of the figures, which direction is better and of which
// figure's interval it is an end. Bytes that are no UTF-8, as in names of files, become U+FFFD.
void print_tables_json(std::string_view command, nlohmann::ordered_json const& about,
                       std::vector<report::ResultTable> const& tables,
                       report::DisplayNames const& names = {});

// Columns: file, severity, line, column, wrong, fix; line 0 is the file as a whole.
[[nodiscard]] report::ResultTable problem_table();
void add_problems(report::ResultTable& table, std::string_view severity,
                  std::vector<scenario::Problem> const& problems);

}  // namespace meridian::app
