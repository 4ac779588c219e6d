// The tables of a document as files: `--format csv`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/document/document.hpp"

namespace meridian::document {

// tables.csv: table, file, rows, title_en, title_zh. The title is that of the first view of the table.
[[nodiscard]] ResultTable index_of_tables(Document const& document);

// Writes every table, tables.csv and a manifest.json of the kind "tables" into the folder `target`, which is
// there whole or not at all; one that was there is replaced. Throws system::SystemError.
void write_table_files(std::filesystem::path const& target, Document const& document);

// A file that stands beside the tables.
struct TextFile {
    std::string name, text;
};

// The same for tables without a document, and so without tables.csv. `kind`: of the manifest.
void write_tables(std::filesystem::path const& target, std::string_view kind,
                  std::vector<ResultTable> const& tables, std::vector<TextFile> const& beside);

}  // namespace meridian::document
