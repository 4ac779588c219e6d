#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/report/manifest.hpp"
#include "sim/system/atomic_file.hpp"

namespace {

int run(int argc, char** argv) {
    using namespace meridian;
    CLI::App app{"Meridian simulates a national compute network and the brain that routes work over it.",
                 "meridian"};
    app.set_version_flag("--version", fmt::format("Meridian {} ({})", report::version(), report::commit()));
    app.require_subcommand(1);
    app.footer("Exit codes: 0 fine, 1 the answer is no, 2 input wrong, 3 cannot be met,\n"
               "4 our fault, 5 the machine failed us, 130 Ctrl-C.");
    int exit_code = app::fine;
    app::add_run(app, exit_code);
    app::add_validate(app, exit_code);
    app::add_policies(app, exit_code);
    app::add_schema(app, exit_code);
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
        return run(argc, argv);
    } catch (meridian::system::MachineFault const& fault) {
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
