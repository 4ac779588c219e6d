// Quotation marks and brackets of YAML that a file does not close.
//
// The YAML library takes the end of the file for the end of a quoted text, and of a missing bracket it
// complains lines below. This is a rough reading of the text that knows quotes, brackets and comments but
// not block texts, so its answer is asked for only where the library has failed.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace meridian::scenario {

struct Unclosed {
    std::size_t at;  // byte of the mark or bracket
    char mark;       // ", ', [ or {
};

// The first one from `begin` on.
[[nodiscard]] std::optional<Unclosed> find_unclosed(std::string_view yaml, std::size_t begin = 0);

}  // namespace meridian::scenario
