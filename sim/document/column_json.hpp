// What is known of a column, in JSON and as a table.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/document/report_names.hpp"
#include "sim/document/run_tables.hpp"

namespace meridian::document {

// {"head": {"en", "zh"}, "quantity", "unit", "meaning", "names", "interval_of", "better"}; keys without a value are left
// out. `names`: the kind of the identifiers in it. `better`: "higher" or "lower". `quantity` is "by metric" or "by unit"
// where each row says what its figure is.
[[nodiscard]] nlohmann::ordered_json column_json(ResultColumn const& column);

// The table `units`: a row per column of each table, with the same facts. Columns: table_name, column_name, unit,
// quantity, title_en, title_zh, meaning, names, interval_of, better. A figure that rows name in a column `metric`, `key`
// or `figure` has a row of its own under its key. `meaning` is that of `meridian schema --output`.
[[nodiscard]] ResultTable units_table(Tables const& tables);

}  // namespace meridian::document
