// The alternatives and futures that have rows in the tables of a study, where there are too many to read. What is
// computed from all of them together (means over futures, p_adjusted) is of all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/study/comparison.hpp"

namespace meridian::study {

// Of more alternatives in one future those have rows that are best by the rules, then by the first metric, and the
// baseline; of more alternatives in futures those in the first futures and in the baseline's.
inline constexpr std::size_t most_selected = 1'000;
[[nodiscard]] std::vector<BestResponse> selected_rows(Results const& results,
                                                      std::vector<BestResponse> const& responses);

// The points that one alternative stands for: itself in each of some futures.
using Places = std::vector<std::size_t>;

// One future, or all: by alternative its points.
struct Group {
    std::string future;
    std::vector<std::pair<Point, Places>> alternatives;
    std::size_t omitted{0};  // alternatives more
};
// The selected ones, in the order of the points, and the alternative of the name `other` too; the mean over
// all futures last if there are several, of the alternatives that have figures in each of them.
[[nodiscard]] std::vector<Group> groups_of(Results const& results, std::vector<BestResponse> const& responses,
                                           std::optional<std::string> const& other = {});

}  // namespace meridian::study
