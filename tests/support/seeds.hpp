// How many random worlds a test plays.
#pragma once

namespace meridian::testing {

// The end of a range of seeds from 1 on: fewer of them under sanitizers, where runs take ten times as long.
[[nodiscard]] constexpr int seeds_until(int end) {
#ifdef __SANITIZE_ADDRESS__
    constexpr int one_in = 5;
#else
    constexpr int one_in = 1;
#endif
    return 1 + (end - 1 + one_in - 1) / one_in;
}

}  // namespace meridian::testing
