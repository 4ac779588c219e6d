#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/report/manifest.hpp"
#include "sim/system/atomic_file.hpp"

namespace {

// A first word that is neither an option nor a subcommand is told with the nearest one.
bool known_subcommand(CLI::App const& app, std::string const& word) {
    if (word.starts_with('-')) {
        if (app.get_option_no_throw(word) != nullptr) return true;
        fmt::print(stderr, "meridian: there is no option '{}'\n  fix: `meridian --help` lists them\n", word);
        return false;
    }
    std::vector<std::string> names;
    for (CLI::App const* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), word) != names.end()) return true;
    std::string const near = meridian::nearest_name(word, names);
    fmt::print(stderr, "meridian: there is no subcommand '{}'\n  fix: {}`meridian --help` lists them\n", word,
               near.empty() ? "" : fmt::format("did you mean '{}'? ", near));
    return false;
}

int run(int argc, char** argv) {
    using namespace meridian;
    CLI::App app{"Simulates a national compute network and the brain that routes work over it.", "meridian"};
    app.set_version_flag("--version", fmt::format("Meridian {} ({})", report::version(), report::commit()));
    app.require_subcommand(1);
    app.footer(
        "Exit codes: 0 fine, 1 the answer is no, 2 input wrong, 3 cannot be met,\n"
        "4 our fault, 5 the machine failed us, 130 Ctrl-C.");
    int exit_code = app::fine;
    app::add_run(app, exit_code);
    app::add_validate(app, exit_code);
    app::add_policies(app, exit_code);
    app::add_schema(app, exit_code);
    if (argc > 1 && !known_subcommand(app, argv[1])) return app::input_wrong;
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? app::fine : app::input_wrong;
    }
    return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace meridian::app;
    try {
        int const exit_code = run(argc, argv);
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
        fmt::print(stderr, "meridian: standard output could not be written\n");
        return machine_failed;
    } catch (meridian::system::MachineFault const& fault) {
        fmt::print(stderr, "meridian: {}\n", fault.what());
        return machine_failed;
    } catch (std::system_error const& fault) {  // files and streams of the standard library
        fmt::print(stderr, "meridian: {}\n", fault.what());
        return machine_failed;
    } catch (std::bad_alloc const&) {
        fmt::print(stderr, "meridian: out of memory\n");
        return machine_failed;
    } catch (std::exception const& fault) {
        fmt::print(stderr, "meridian: a fault of ours, please report it: {}\n", fault.what());
        return our_fault;
    }
}
