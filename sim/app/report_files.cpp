#include "sim/app/report_files.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/exit_codes.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/document/document_json.hpp"
#include "sim/document/markdown.hpp"
#include "sim/document/page.hpp"
#include "sim/document/table_files.hpp"
#include "sim/document/workbook.hpp"
#include "sim/report/own_report.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/program.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

constexpr double at_most_s = 120.0;  // that a browser may take to print

// The page printed by a browser that is installed.
ExitCode write_pdf(document::Document const& document, fs::path const& out, bool full) {
    constexpr std::array<std::string_view, 3> names{"chromium", "chromium-browser", "google-chrome"};
    auto const browser = system::find_program(names);
    if (!browser) {
        console::print_error(
            "--format pdf: there is no Chromium to print the page with\n  fix: install the package "
            "chromium, or write HTML and print it from a browser\n");
        return ExitCode::system_error;
    }
    auto const target = fs::absolute(out);
    system::FolderWriter const work{target.parent_path() / (target.filename().string() + ".printing")};
    system::Folder const& folder = work.folder();
    fs::path const page = folder.file("report.html");
    fs::path const pdf = folder.file("report.pdf");
    system::write_file(folder, "report.html", document::page_html(document));
    std::vector<std::string> arguments{"--headless",
                                       "--disable-gpu",
                                       "--disable-quic",
                                       "--no-first-run",
                                       "--disable-background-networking",
                                       "--disable-component-update",
                                       "--disable-sync",
                                       "--no-pdf-header-footer",
                                       "--virtual-time-budget=20000",
                                       "--user-data-dir=" + folder.file("profile").string(),
                                       "--print-to-pdf=" + pdf.string(),
                                       "file://" + page.string() + (full ? "?print=full" : "?print")};
    if (system::is_superuser()) arguments.insert(arguments.begin(), "--no-sandbox");
    auto const outcome = system::run_program(*browser, arguments, at_most_s);
    auto const printed = folder.text("report.pdf");
    if (outcome.exit_code != 0 || !printed) {
        console::print_error("--format pdf: {} ended with {} and printed nothing\n{}\n", browser->string(),
                             outcome.exit_code, outcome.output);
        return ExitCode::system_error;
    }
    system::replace_file(target, *printed + "\n" + std::string{report::maker_mark("pdf")});
    return ExitCode::success;
}

}  // namespace

fs::path default_report_file(fs::path const& folder, std::string const& format) {
    return folder / (format == "csv" ? "report_tables" : "report." + format);
}

bool check_report_target(fs::path const& out, std::string_view format) {
    std::string_view const kind = format == "csv" ? "folder" : "file";
    switch (report::target_state(out, format)) {
        case report::TargetState::free:
        case report::TargetState::own:
            return true;
        case report::TargetState::no_folder:
            return report_usage_error(
                fmt::format("--out {}: there is no folder {}", out.string(), out.parent_path().string()),
                "make the folder first, or name another");
        case report::TargetState::foreign:
            break;
    }
    return report_usage_error(
        fmt::format("--out {}: what is there was not written by `meridian report --format {}`, and is not "
                    "replaced",
                    out.string(), format),
        fmt::format("name another {}", kind));
}

ExitCode write_report(document::Document const& document, std::string const& format, fs::path const& out,
                      bool full) {
    ExitCode code = ExitCode::success;
    if (format == "html") system::replace_file(out, document::page_html(document));
    if (format == "md") system::replace_file(out, document::markdown(document, document.language, full));
    if (format == "json") system::replace_file(out, document::document_json(document));
    if (format == "xlsx") document::write_workbook(out, document, document.language);
    if (format == "csv") document::write_table_files(out, document);
    if (format == "pdf") code = write_pdf(document, out, full);
    return code;
}

}  // namespace meridian::app
