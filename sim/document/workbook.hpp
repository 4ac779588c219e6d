// A document as an XLSX workbook: a sheet for its board, and one for every table.
#pragma once

#include <filesystem>

#include "sim/document/document.hpp"

namespace meridian::document {

// The file is there whole or not at all, and the same for the same document. Throws system::SystemError.
void write_workbook(std::filesystem::path const& target, Document const& document, Language language);

}  // namespace meridian::document
