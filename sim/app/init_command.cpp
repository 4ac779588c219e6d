// meridian init [TEMPLATE] [DIR]

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/templates.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

StarterTemplate const* find_template(std::string_view name) {
    auto const all = starter_templates();
    auto const found = std::ranges::find(all, name, &StarterTemplate::name);
    return found == all.end() ? nullptr : &*found;
}

void list_templates() {
    console::print("templates:\n");
    for (StarterTemplate const& one : starter_templates())
        console::print("  {:<12}  {}\n", one.name, one.about);
    console::print("`meridian init TEMPLATE DIR` writes one into a new folder\n");
}

ExitCode refuse_name(std::string const& name) {
    std::vector<std::string> names;
    for (StarterTemplate const& one : starter_templates())
        names.emplace_back(one.name);
    report_usage_error(fmt::format("meridian init: there is no template '{}'", name),
                       scenario::suggestion(name, names, "write one of these"));
    return ExitCode::invalid_input;
}

// All files or none.
void write(StarterTemplate const& one, system::Folder const& folder) {
    std::vector<system::NewFile> files;
    files.reserve(one.files.size());
    for (TemplateFile const& file : one.files) {
        files.emplace_back(folder, std::string{file.name});
        system::write_all(files.back().descriptor(), file.text, folder.file(file.name));
        files.back().flush_to_disk();
    }
    for (system::NewFile& file : files)
        file.keep();
}

}  // namespace

ExitCode init(InitArguments const& given) {
    if (given.words.empty()) {
        list_templates();
        return ExitCode::success;
    }
    bool const only_folder = given.words.size() == 1 && find_template(given.words.front()) == nullptr;
    auto const name = only_folder ? std::string{starter_templates().front().name} : given.words.front();
    StarterTemplate const* const one = find_template(name);
    if (one == nullptr) return refuse_name(name);
    std::string const& path = given.words.back();
    auto const before = system::Folder::find(path);
    for (TemplateFile const& file : one->files) {
        if (!before || before->kind(std::string{file.name}) == system::EntryKind::none) continue;
        report_usage_error(
            fmt::format("meridian init: '{}' is there already", before->file(file.name).string()),
            "name a new or empty folder");
        return ExitCode::invalid_input;
    }
    write(*one, system::Folder::make(path));
    console::print("wrote {} ({}) into {}:", one->name, one->about, path);
    for (TemplateFile const& file : one->files)
        console::print(" {}", file.name);
    console::print("\ntry next:\n  cd {}\n", path);
    for (std::string_view const command : one->commands)
        console::print("  {}\n", command);
    return ExitCode::success;
}

}  // namespace meridian::app
