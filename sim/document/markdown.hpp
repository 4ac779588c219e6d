// A document as Markdown (CommonMark with the tables of GitHub).
#pragma once

#include <string>

#include "sim/document/document.hpp"

namespace meridian::document {

// Every pick at its first value. Names show as they are, whatever marks stand in them. Of views that are folded the
// titles alone, at the end of their section, unless `full`.
[[nodiscard]] std::string markdown(Document const& document, Language language, bool full = false);

}  // namespace meridian::document
