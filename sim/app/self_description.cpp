// meridian --version [--json] | completion SHELL | manual [COMMAND] [--out DIR]
#include "sim/app/self_description.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/command_words.hpp"
#include "sim/app/completions.hpp"
#include "sim/app/manual.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/version_text.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/manifest.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

void print_completion(std::string const& shell, std::vector<CommandWords> const& commands) {
    console::write(shell == "bash"  ? bash_completion(commands)
                   : shell == "zsh" ? zsh_completion(commands)
                                    : fish_completion(commands));
}

void write_pages(std::string const& out, std::vector<CommandWords> const& commands) {
    auto const folder = system::Folder::make(out);
    for (CommandWords const& command : commands)
        system::replace_file(folder, manual_file(command), manual_page(command, commands));
    console::print("wrote {} manual pages into {}\n", commands.size(), out);
}

ExitCode print_page(std::string const& name, std::vector<CommandWords> const& commands) {
    auto const found = std::ranges::find(commands, name, &CommandWords::name);
    if (found != commands.end()) {
        console::write(manual_page(*found, commands));
        return ExitCode::success;
    }
    std::vector<std::string> names;
    names.reserve(commands.size());
    for (CommandWords const& command : commands)
        names.push_back(command.name);
    std::string const near = nearest_name(name, names);
    report_usage_error(
        fmt::format("meridian manual: there is no subcommand '{}'", name),
        near.empty() ? "`meridian --help` lists them" : fmt::format("did you mean '{}'?", near));
    return ExitCode::invalid_input;
}

void add_completion(CLI::App& app, SelfArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("completion", "Print the completion of options for a shell");
    command.add_option("shell", given.shell, "shell that is to complete `meridian`")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
        ->type_name("bash|zsh|fish");
    command.footer(
        "To use it at once: source <(meridian completion bash), the same in zsh behind compinit,\n"
        "and meridian completion fish | source. An installed Meridian brings all three.");
    command.callback([&] {
        print_completion(given.shell, command_words(app, vocabulary()));
        exit_code = ExitCode::success;
    });
}

void add_manual(CLI::App& app, SelfArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("manual", "Print a manual page, for man");
    command.add_option("command", given.command, "subcommand; without, the page of the program")
        ->type_name("COMMAND");
    command.add_option("--out", given.out, "instead, write the pages of all subcommands into a folder")
        ->type_name("DIR");
    command.footer("To read one: meridian manual run | man -l -");
    command.callback([&] {
        auto const commands = command_words(app, vocabulary());
        if (given.out.empty()) {
            exit_code = print_page(given.command, commands);
            return;
        }
        write_pages(given.out, commands);
        exit_code = ExitCode::success;
    });
}

}  // namespace

void add_self_description(CLI::App& app, SelfArguments& given, ExitCode& exit_code) {
    CLI::Option* const json =
        app.add_flag("--json", given.version_as_json, "with --version: as JSON, with libraries");
    json->needs(app.set_version_flag(
        "--version",
        [&] {
            return given.version_as_json
                       ? version_json()
                       : fmt::format("Meridian {} ({})", report::version(), report::commit());
        },
        "print the version and exit"));
    add_completion(app, given, exit_code);
    add_manual(app, given, exit_code);
}

}  // namespace meridian::app
