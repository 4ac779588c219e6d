// A document as a file of the format that was asked for.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/app/exit_codes.hpp"
#include "sim/document/document.hpp"

namespace meridian::app {

// "DIR/report.html"; of csv the folder "DIR/report_tables".
[[nodiscard]] std::filesystem::path default_report_file(std::filesystem::path const& folder,
                                                        std::string const& format);

// Whether a report of that format may be written there: nothing is there, or an earlier report of the same
// format. Prints what is wrong and how to fix it.
[[nodiscard]] bool check_report_target(std::filesystem::path const& out, std::string_view format);

// The exit code; what went wrong is printed. `format`: html, md, csv, json, xlsx or pdf. `full`: of md and pdf, with
// the views that are folded.
[[nodiscard]] ExitCode write_report(document::Document const& document, std::string const& format,
                                    std::filesystem::path const& out, bool full);

}  // namespace meridian::app
