// Of which alternatives in which futures tables tell, where there are too many to read. What is said of all
// of them together (means over futures, p_holm) is of all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/study/comparison.hpp"

namespace meridian::study {

// Of more alternatives in one future those are told that are best by the first metric, and the baseline; of
// more alternatives in futures the first futures and the baseline's.
inline constexpr std::size_t most_told = 1'000;
[[nodiscard]] std::vector<Judged> told(Results const& results, std::vector<Judged> const& judged);

// The points that one alternative stands for: itself in each of some futures.
using Places = std::vector<std::size_t>;

// One future, or all: by alternative its points.
struct Group {
    std::string future;
    std::vector<std::pair<Point, Places>> alternatives;
    std::size_t untold{0};  // alternatives more
};
// Those that are told, in the order of the points, and the alternative of the name `other` too; the mean over
// all futures last if there are several, of the alternatives that have figures in each of them.
[[nodiscard]] std::vector<Group> groups_of(Results const& results, std::vector<Judged> const& judged,
                                           std::optional<std::string> const& other = {});

}  // namespace meridian::study
