// What a view shows of its table, without copying it: renderers look beyond the shown columns, for intervals.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/document/document.hpp"

namespace meridian::document {

struct ViewRows {
    ResultTable const* table{nullptr};  // whole; nullptr: the document has no such table
    std::vector<std::size_t> columns;   // places in it
    std::vector<ResultRow const*> rows;
};

// With every pick at its first value. Lives as long as the document.
[[nodiscard]] ViewRows view_rows(Document const& document, DocumentView const& view);

}  // namespace meridian::document
