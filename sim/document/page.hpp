// The page of a report: one HTML file that holds everything it needs. Its source is in sim/document/web.
#pragma once

#include <string>

#include "sim/document/document.hpp"

namespace meridian::document {

// Whether this program was built with the page: it needs npm when it is built.
[[nodiscard]] bool has_page();

// Precondition: has_page().
[[nodiscard]] std::string page_html(Document const& document);

}  // namespace meridian::document
