#include <array>
#include <cerrno>
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

struct SystemFix {
    int error;  // errno, whose words the message has
    std::string_view fix;
};
constexpr std::array system_fixes{
    SystemFix{ENOSPC, "free space on that disk, or name a folder on another one"},
    SystemFix{EDQUOT, "free space within your quota, or name a folder on another disk"},
    SystemFix{EACCES, "change its permissions, or name another folder"},
    SystemFix{EPERM, "change its permissions, or name another folder"},
    SystemFix{EROFS, "name a folder on a disk that can be written"},
    SystemFix{ENOTDIR, "a part of the path is a file: name another folder"},
    SystemFix{ENOENT, "make the folder above it, or name another one"},
    SystemFix{EMFILE, "allow more open files (ulimit -n)"},
};

// What can be done about an error of the system; empty: that is not known, or the message says so itself.
std::string_view fix_of(std::string_view why) noexcept {
    if (why.find("fix:") != std::string_view::npos) return {};
    for (SystemFix const& one : system_fixes) {
        if (why.find(std::strerror(one.error)) != std::string_view::npos) return one.fix;
    }
    return {};
}

// Allocates nothing: memory may have run out.
ExitCode end_with(ExitCode exit_code, std::string_view before, std::string_view why) noexcept {
    console::write_error("meridian: ");
    console::write_error(before);
    console::write_error(why);
    console::write_error("\n");
    if (auto const fix = fix_of(why); !fix.empty()) {
        console::write_error("  fix: ");
        console::write_error(fix);
        console::write_error("\n");
    }
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
