// How many random worlds a test plays.
#pragma once

#include <concepts>
#include <cstdint>

namespace meridian::testing {

// The end of a range of seeds from 1 on: fewer of them under sanitizers, where runs take ten times as long.
template <std::integral Seed>
[[nodiscard]] constexpr Seed seeds_until(Seed end) {
#ifdef __SANITIZE_ADDRESS__
    constexpr Seed one_in = 5;
#else
    constexpr Seed one_in = 1;
#endif
    return 1 + (end - 1 + one_in - 1) / one_in;
}

// The last of so many seeds from 1 on.
[[nodiscard]] constexpr std::uint64_t last_seed(std::uint64_t seeds) {
    return seeds_until(seeds + 1) - 1;
}

}  // namespace meridian::testing
