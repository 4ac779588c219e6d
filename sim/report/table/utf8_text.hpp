// UTF-8 for formats that take nothing else, and that count in UTF-16.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meridian::report {

// With U+FFFD in place of what is no UTF-8.
[[nodiscard]] std::string valid_utf8(std::string_view text);
// The beginning of at most so many UTF-16 units, no character cut in two. Precondition: valid UTF-8.
[[nodiscard]] std::string cut_utf16(std::string_view text, std::size_t most);

}  // namespace meridian::report
