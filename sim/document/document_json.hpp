// A document as the JSON of its page (sim/document/web/README.md) and of `--format json`.
#pragma once

#include <string>
#include <string_view>

#include "sim/document/document.hpp"

namespace meridian::document {

// Figures are the same doubles as in the tables' files. `<` is written \u003c, so that the text may stand
// inside a script element. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string document_json(Document const& document);
// The same for the page: packed_tables.hpp.
[[nodiscard]] std::string packed_document_json(Document const& document);

}  // namespace meridian::document
