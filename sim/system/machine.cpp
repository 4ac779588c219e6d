#include "sim/system/machine.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string_view>
#include <system_error>
#include <thread>

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace meridian::system {
namespace {

std::string processor_name() {
    std::ifstream info{"/proc/cpuinfo"};
    info.exceptions(std::ios::badbit);  // memory that runs out is not the end of the file
    for (std::string line; std::getline(info, line);) {
        if (!line.starts_with("model name")) continue;
        auto const colon = line.find(": ");
        if (colon != std::string::npos) return line.substr(colon + 2);
    }
    return "unknown";
}

std::string time_zone_version() {
    std::ifstream database{"/usr/share/zoneinfo/tzdata.zi"};
    database.exceptions(std::ios::badbit);
    std::string line;
    std::string const mark = "# version ";
    if (!std::getline(database, line) || !line.starts_with(mark)) return "unknown";
    return line.substr(mark.size());
}

std::string utc_text(std::time_t when, char const* format) {
    std::tm parts{};
    ::gmtime_r(&when, &parts);
    std::array<char, 32> text{};
    std::size_t const length = std::strftime(text.data(), text.size(), format, &parts);
    return {text.data(), length};
}

}  // namespace

Machine this_machine() {
    utsname name{};
    bool const is_known = ::uname(&name) == 0;
    return {processor_name(), std::thread::hardware_concurrency(), is_known ? name.release : "unknown",
            time_zone_version()};
}

std::int64_t peak_memory_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

std::string utc_now() {
    return utc_text(std::time(nullptr), "%Y-%m-%dT%H:%M:%SZ");
}

std::string utc_date() {
    std::time_t when = std::time(nullptr);
    if (char const* const asked = std::getenv("SOURCE_DATE_EPOCH")) {
        std::string_view const digits{asked};
        std::int64_t seconds = 0;
        auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
        if (read.ec == std::errc{} && read.ptr == digits.data() + digits.size()) when = seconds;
    }
    return utc_text(when, "%Y-%m-%d");
}

bool progress_is_watched() {
    return ::isatty(STDERR_FILENO) == 1;
}

std::size_t progress_columns() {
    winsize size{};
    bool const is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? std::max<std::size_t>(size.ws_col, 40) : 80;
}

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "host";
    std::string host{name.data()};
    std::erase_if(host, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
    return host;
}

}  // namespace meridian::system
