#include "sim/system/console.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace meridian::console {
namespace {

int output_error = 0;  // errno of the first write that failed

constexpr std::size_t least_columns = 40;
constexpr std::size_t most_columns = 1000;

std::string_view variable(char const* name) {
    char const* const text = std::getenv(name);
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

std::optional<std::size_t> columns_asked_for() {
    auto const text = variable("COLUMNS");
    std::size_t columns = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
    bool const is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number && columns > 0 ? std::optional{columns} : std::nullopt;
}

std::optional<std::size_t> columns_of_terminal() {
    winsize size{};
    bool const is_known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? std::optional<std::size_t>{size.ws_col} : std::nullopt;
}

}  // namespace

void open_closed_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) >= 0) continue;
        if (::open("/dev/null", O_RDONLY) < 0) ::open("/", O_RDONLY);  // the lowest free number, hence this
    }
}

void write(std::string_view text) {
    if (output_error != 0) return;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_error = errno;
}

void flush() {
    if (output_error == 0 && std::fflush(stdout) != 0) output_error = errno;
}

void write_error(std::string_view text) noexcept {
    while (!text.empty()) {
        ssize_t const written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

OutputStyle output_style() {
    OutputStyle style;
    auto const asked = columns_asked_for();
    style.columns = std::clamp(asked ? *asked : columns_of_terminal().value_or(style.columns), least_columns,
                               most_columns);
    style.is_styled =
        ::isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    return style;
}

int lost_output() noexcept {
    flush();
    return output_error == EPIPE ? 0 : output_error;
}

}  // namespace meridian::console
