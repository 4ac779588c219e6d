// Separators of thousands, for texts that people read.
#pragma once

#include <string>
#include <string_view>

namespace meridian {

// "-1,234,567.8901 /s" of "-1234567.8901 /s": commas into the whole number at the beginning.
[[nodiscard]] std::string with_commas(std::string_view text);

}  // namespace meridian
