// A document as Markdown (CommonMark with the tables of GitHub).
#pragma once

#include <string>

#include "sim/document/document.hpp"

namespace meridian::document {

// Every pick at its first value. Names show as they are, whatever marks stand in them.
[[nodiscard]] std::string markdown(Document const& document, Language language);

}  // namespace meridian::document
