#include "sim/scenario/ranges.hpp"

#include <fmt/format.h>

#include "sim/scenario/describe.hpp"

namespace meridian::scenario {

std::string words_of(Range const& range, Dimension dimension) {
    if (range.words.empty() || !range.names_low)
        return fmt::format("from {} to {}", in_words(range.low, dimension), in_words(range.high, dimension));
    if (range.names_high) return std::string{range.words};
    return fmt::format("{} and at most {}", range.words, in_words(range.high, dimension));
}

}  // namespace meridian::scenario
