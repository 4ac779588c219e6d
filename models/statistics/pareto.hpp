// Dominated alternatives.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace meridian {

// Each row holds the figures of one alternative, lower being better; all rows have one length. Returns for each row
// the first row that is at least as good in every figure and better in one. None: no row is. Rows that are no
// candidates dominate none; of the candidates, those that no row dominates are the Pareto front. `is_candidate`, by
// row; empty: all are.
[[nodiscard]] std::vector<std::optional<std::size_t>> dominated_by(
    std::span<std::vector<double> const> rows, std::vector<bool> const& is_candidate = {});

}  // namespace meridian
