// Cells of tables that a study's folder holds, for terminals.
#pragma once

#include <string>
#include <string_view>

#include "sim/report/result_folder.hpp"
#include "sim/scenario/draft.hpp"

namespace meridian::app {

// A list of rows; no list if the file is not there. Throws SystemError for a damaged one.
[[nodiscard]] scenario::Draft rows_of(report::ResultFolder const& folder, std::string const& file);
// Empty if there is none.
[[nodiscard]] std::string cell(scenario::Draft const& row, std::string_view key);
// Four digits of a number; what is none stays as it is, "-" for an empty one.
[[nodiscard]] std::string rounded(scenario::Draft const& row, std::string_view key);

}  // namespace meridian::app
