// Columns of results by their keys.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "sim/report/summary.hpp"

namespace meridian::testing {

inline std::size_t column_of(std::string_view key) {
    auto const keys = report::summary_keys();
    return static_cast<std::size_t>(std::ranges::find(keys, key, &report::SummaryKey::name) - keys.begin());
}

}  // namespace meridian::testing
