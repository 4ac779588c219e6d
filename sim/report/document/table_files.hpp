// The tables of a document as files: `--format csv`.
#pragma once

#include <filesystem>

#include "sim/report/document/document.hpp"

namespace meridian::report {

// tables.csv: table, file, rows, title_en, title_zh. The title is that of the first view of the table.
[[nodiscard]] TextTable index_of_tables(Document const& document);

// Writes every table and tables.csv into the folder `target`, which is there whole or not at all; one that
// was there is replaced. Throws system::MachineFault.
void write_table_files(std::filesystem::path const& target, Document const& document);

// Whether the folder holds nothing but such tables, or nothing, or is not there: so that it may be replaced.
[[nodiscard]] bool may_hold_table_files(std::filesystem::path const& folder);

}  // namespace meridian::report
