// The tables of a document as files: `--format csv`.
#pragma once

#include <filesystem>

#include "sim/report/document/document.hpp"
#include "sim/system/folder.hpp"

namespace meridian::report {

// tables.csv: table, file, rows, title_en, title_zh. The title is that of the first view of the table.
[[nodiscard]] TextTable index_of_tables(Document const& document);

// Writes every table, tables.csv and a manifest.json of the kind "tables" into the folder `target`, which is
// there whole or not at all; one that was there is replaced. Throws system::SystemError.
void write_table_files(std::filesystem::path const& target, Document const& document);

// Whether the folder is one of those and holds nothing else, so that it may be replaced.
[[nodiscard]] bool is_table_folder(system::Folder const& folder);

}  // namespace meridian::report
