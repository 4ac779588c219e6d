#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>

#include <execinfo.h>
#include <unistd.h>

#include "sim/app/command_line.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::app {
namespace {

// Allocates nothing: memory may have run out.
ExitCode end_with(ExitCode exit_code, std::string_view before, std::string_view why) noexcept {
    console::write_error("meridian: ");
    console::write_error(before);
    console::write_error(why);
    console::write_error("\n");
    return exit_code;
}

// Where an exception may not pass, as in some functions of libraries. Memory that runs out there is no fault
// of the program.
[[noreturn]] void terminate() {
    if (auto const fault = std::current_exception()) {
        try {
            std::rethrow_exception(fault);
        } catch (std::bad_alloc const&) {
            ::_exit(static_cast<int>(end_with(ExitCode::system_error, "", "out of memory")));
        } catch (...) {
            std::abort();
        }
    }
    std::abort();
}

ExitCode exit_code_of(int argc, char** argv) noexcept {
    try {
        return dispatch(argc, argv);
    } catch (system::Interrupted const&) {
        return end_with(ExitCode::interrupted, "", "stopped");
    } catch (system::SystemError const& fault) {
        return end_with(ExitCode::system_error, "", fault.what());
    } catch (std::system_error const& fault) {  // files and threads of the standard library
        return end_with(ExitCode::system_error, "", fault.what());
    } catch (std::bad_alloc const&) {
        return end_with(ExitCode::system_error, "", "out of memory");
    } catch (std::exception const& fault) {
        return end_with(ExitCode::internal_error, "internal error, please report it: ", fault.what());
    }
}

}  // namespace
}  // namespace meridian::app

int main(int argc, char** argv) {
    using namespace meridian;
    system::watch_for_interruption();  // before the first allocation
    std::set_terminate(&app::terminate);
    // The C library loads its unwinder now, and not where memory has run out.
    void* frame = nullptr;
    ::backtrace(&frame, 1);
    console::open_closed_streams();
    app::ExitCode const exit_code = app::exit_code_of(argc, argv);
    int const error = console::lost_output();
    if (error == 0) return static_cast<int>(exit_code);
    app::ExitCode const lost = app::end_with(app::ExitCode::system_error,
                                             "standard output could not be written: ", std::strerror(error));
    return static_cast<int>(exit_code == app::ExitCode::success ? lost : exit_code);
}
