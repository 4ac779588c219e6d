// Which alternatives are beaten in everything by another one.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace meridian {

// Each row: the figures of one alternative, the lower the better; all rows are of one length. The answer: for
// each row the first one that is at least as good in every figure and better in one; none: it is on the
// front.
[[nodiscard]] std::vector<std::optional<std::size_t>> dominated_by(std::span<std::vector<double> const> rows);

}  // namespace meridian
