#include "sim/app/command_line.hpp"

#include <algorithm>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/command_options.hpp"
#include "sim/app/command_words.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/option_errors.hpp"
#include "sim/app/self_description.hpp"
#include "sim/app/shipped_files.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

// A first word that is neither an option nor a subcommand is reported with the nearest one.
bool known_first_word(CLI::App const& app, std::string const& word) {
    if (word.starts_with('-')) {
        if (app.get_option_no_throw(word) != nullptr) return true;
        console::print_error("meridian: there is no option '{}'\n  fix: `meridian --help` lists them\n",
                             word);
        return false;
    }
    std::vector<std::string> names;
    for (CLI::App const* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), word) != names.end()) return true;
    std::string const near = nearest_name(word, names);
    console::print_error("meridian: there is no subcommand '{}'\n  fix: {}`meridian --help` lists them\n",
                         word, near.empty() ? "" : fmt::format("did you mean '{}'? ", near));
    return false;
}

}  // namespace

ExitCode dispatch(int argc, char** argv) {
    CLI::App app{"Simulates a national compute network and the brain that routes work over it.", "meridian"};
    show_types_of_positionals(app);
    app.require_subcommand(1);
    app.footer(
        "Exit codes: 0 success, 1 the answer is no, 2 invalid input, 3 cannot be met,\n"
        "4 internal error, 5 system error, 130 interrupted.");
    ExitCode exit_code = ExitCode::success;

    CommandArguments given;
    add_commands(app, given, exit_code);
    SelfArguments self_arguments;
    add_self_description(app, self_arguments, exit_code);
    find_shipped_files(app);
    for (CLI::App* command : app.get_subcommands({})) {
        if (command->get_footer() != app.get_footer())
            command->footer(command->get_footer() + "\n\n" + app.get_footer());
    }

    if (argc > 1 && !known_first_word(app, argv[1])) return ExitCode::invalid_input;
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == 0) {  // --help, --version
            std::ostringstream output;
            static_cast<void>(app.exit(error, output, output));
            console::write(output.str());
            return ExitCode::success;
        }
        auto const [wrong, fix] = option_error(app, error, {argv + std::min(argc, 1), argv + argc});
        report_usage_error(wrong, fix);
        return ExitCode::invalid_input;
    }
    return exit_code;
}

}  // namespace meridian::app
