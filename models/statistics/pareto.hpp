// Dominated alternatives.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace meridian {

// Each row holds the figures of one alternative, lower being better; all rows have one length. Returns for each row
// the first row that is at least as good in every figure and better in one. None: the row is on the Pareto front.
[[nodiscard]] std::vector<std::optional<std::size_t>> dominated_by(std::span<std::vector<double> const> rows);

}  // namespace meridian
