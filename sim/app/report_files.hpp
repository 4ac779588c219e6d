// A document as a file of the format that was asked for.
#pragma once

#include <filesystem>
#include <string>

#include "sim/report/document/document.hpp"

namespace meridian::app {

// "DIR/report.html"; of csv the folder "DIR/report_tables".
[[nodiscard]] std::filesystem::path default_report_file(std::filesystem::path const& folder,
                                                        std::string const& format);

// Writes it and says where it is; the exit code. `format`: html, md, csv, json, xlsx or pdf.
[[nodiscard]] int write_report(report::Document const& document, std::string const& format,
                               std::filesystem::path const& out);

}  // namespace meridian::app
