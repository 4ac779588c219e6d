#include "sim/system/console.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace meridian::console {
namespace {

int output_error = 0;  // errno of the first write that failed

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

int lost_output() noexcept {
    flush();
    return output_error == EPIPE ? 0 : output_error;
}

}  // namespace meridian::console
