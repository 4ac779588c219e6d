#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include <fmt/format.h>

#include "sim/app/command_line.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/system/atomic_file.hpp"

int main(int argc, char** argv) {
    using namespace meridian::app;
    try {
        int const exit_code = dispatch(argc, argv);
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
