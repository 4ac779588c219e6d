// The standard streams. All that the program prints goes through here.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace meridian::console {

// Opens /dev/null on standard streams that are closed, so that no file that the program opens later takes
// their numbers. It is opened for reading: output to it fails as it does on a closed stream. Call it first.
void open_closed_streams();

// Writes to standard output. A write that fails is remembered, and nothing is written after it.
void write(std::string_view text);
void flush();
// Writes to standard error. A write that fails is ignored: nobody is left to read of it.
void write_error(std::string_view text) noexcept;

template <typename... Arguments>
void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    write(fmt::format(format, std::forward<Arguments>(arguments)...));
}
template <typename... Arguments>
void print_error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    write_error(fmt::format(format, std::forward<Arguments>(arguments)...));
}

// How text on standard output may look.
struct OutputStyle {
    std::size_t columns{80};
    bool is_styled{false};  // bold and colour
};
// As wide as COLUMNS says, else as the terminal is, else 80 columns; at least 40. Styled on a terminal that is not
// dumb, unless NO_COLOR is set (https://no-color.org).
[[nodiscard]] OutputStyle output_style();

// Flushes standard output. The errno of the first write that failed; 0 if all is written, or if the reader
// has left.
[[nodiscard]] int lost_output() noexcept;

}  // namespace meridian::console
