// meridian export FORMAT SCENARIO --out FILE
#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/report/own_report.hpp"
#include "sim/report/simgrid_platform.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

struct Format {
    std::string_view name;
    void (*write)(Scenario const&, system::FileReplacement&);
};

// A new format is one file in sim/report and one line here.
constexpr std::array formats{Format{"simgrid", &report::write_simgrid_platform}};

Format const* format_named(std::string const& name) {
    for (Format const& format : formats) {
        if (format.name == name) return &format;
    }
    auto const names = export_formats();
    std::string const near = nearest_name(name, names);
    report_usage_error(fmt::format("export: there is no format '{}'", name),
                       near.empty() ? fmt::format("write {}", fmt::join(names, " or "))
                                    : fmt::format("did you mean '{}'?", near));
    return nullptr;
}

// Can a file be put there? What stands in the way is printed.
bool check_export_target(std::string const& out) {
    std::filesystem::path const file{out};
    std::error_code ignored;
    if (!file.has_filename())
        return report_usage_error(fmt::format("--out {}: this names no file", out),
                                  "name a file, such as platform.xml");
    if (std::filesystem::is_directory(file, ignored))
        return report_usage_error(fmt::format("--out {}: a folder is there", out), "name a file inside it");
    switch (report::target_state(file, "xml")) {
        case report::TargetState::free:
        case report::TargetState::own:
            return true;
        case report::TargetState::no_folder:
            return report_usage_error(
                fmt::format("--out {}: there is no folder {}", out, file.parent_path().string()),
                "make the folder first, or name another");
        case report::TargetState::foreign:
            break;
    }
    return report_usage_error(
        fmt::format("--out {}: what is there was not written by `meridian export`, and is not replaced", out),
        "name another file, or move that one away");
}

}  // namespace

std::vector<std::string_view> export_formats() {
    std::vector<std::string_view> names;
    for (Format const& format : formats)
        names.push_back(format.name);
    return names;
}

ExitCode export_scenario(ExportArguments const& given) {
    Format const* const format = format_named(given.format);
    if (format == nullptr || !check_export_target(given.out)) return ExitCode::invalid_input;
    ScenarioArguments with = given.with;
    with.allow_large = true;  // nothing is run
    scenario::Reading const reading = read(given.scenario, with);
    if (!report_problems(reading.problems)) return ExitCode::invalid_input;
    system::FileReplacement file{given.out};
    format->write(*reading.scenario, file);
    file.publish();
    console::print("{} written to {}\n", format->name, given.out);
    return ExitCode::success;
}

}  // namespace meridian::app
