// Texts inside Markdown: what they show is what they are, whatever marks stand in them.
#pragma once

#include <string>
#include <string_view>

namespace meridian::document {

// Within a line, or a cell of a table. Ends of lines become spaces.
[[nodiscard]] std::string inline_markdown(std::string_view text);
// A paragraph of its own: marks of lists and headings at its beginning are marks no more.
[[nodiscard]] std::string block_markdown(std::string_view text);
// To be typed: a fenced block.
[[nodiscard]] std::string code_markdown(std::string_view text);

}  // namespace meridian::document
