// meridian init [TEMPLATE] [DIR]

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/templates.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/scenario/json_schema.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/study_keys.hpp"
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

struct SchemaFile {
    std::string_view name;
    std::string text;
};

// The schemas that the template's files name for editors.
std::vector<SchemaFile> schemas_of(StarterTemplate const& one) {
    std::vector<SchemaFile> schemas{{"scenario.schema.json", scenario::json_schema(vocabulary())},
                                    {"study.schema.json", study::study_schema(vocabulary())}};
    std::erase_if(schemas, [&](SchemaFile const& schema) {
        return std::ranges::none_of(one.files, [&](TemplateFile const& file) {
            return file.text.find(fmt::format("$schema={}\n", schema.name)) != std::string_view::npos;
        });
    });
    return schemas;
}

// All files or none.
void write(std::vector<TemplateFile> const& all, system::Folder const& folder) {
    std::vector<system::NewFile> files;
    files.reserve(all.size());
    for (TemplateFile const& file : all) {
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
    auto files = one->files;
    auto const schemas = schemas_of(*one);
    for (SchemaFile const& schema : schemas)
        files.push_back({schema.name, schema.text});
    std::string const& path = given.words.back();
    auto const before = system::Folder::find(path);
    for (TemplateFile const& file : files) {
        if (!before || before->kind(std::string{file.name}) == system::EntryKind::none) continue;
        report_usage_error(
            fmt::format("meridian init: '{}' is there already", before->file(file.name).string()),
            "name a new or empty folder");
        return ExitCode::invalid_input;
    }
    write(files, system::Folder::make(path));
    console::print("wrote {} ({}) into {}:", one->name, one->about, path);
    for (TemplateFile const& file : files)
        console::print(" {}", file.name);
    console::print("\ntry next:\n  cd {}\n", path);
    for (std::string_view const command : one->commands)
        console::print("  {}\n", command);
    return ExitCode::success;
}

}  // namespace meridian::app
