// Tables of a document's JSON with texts that repeat written once, so that a page of ten layouts stays small.
#pragma once

#include <nlohmann/json.hpp>

namespace meridian::document {

// In long tables, where most texts of a column repeat: `levels` of the column holds each text once, and its cells are
// places in it; where these come in long runs, `runs` of the column holds place and length of each, and rows are without
// the cell. `at` of a column's texts holds places in `en` and `zh`. The page unpacks all as it opens.
void pack_tables(nlohmann::ordered_json& document);

}  // namespace meridian::document
