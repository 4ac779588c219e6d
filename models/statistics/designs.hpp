// Designs of experiments: points of the unit cube.
#pragma once

#include <cstddef>
#include <vector>

#include "models/statistics/intervals.hpp"

namespace meridian {

// Points in (0, 1)^dimensions, one row each.
using Sample = std::vector<std::vector<double>>;

// Each of `count` equal slices of each dimension holds one point, anywhere in it (McKay, Beckman and Conover,
// "A comparison of three methods for selecting values of input variables", Technometrics 21, 1979).
[[nodiscard]] Sample latin_hypercube(std::size_t count, std::size_t dimensions, RandomBits const& bits);

// The first points of Sobol's sequence without the origin (Joe and Kuo, "Constructing Sobol sequences with
// better two-dimensional projections", SIAM Journal on Scientific Computing 30, 2008), by Boost.Random.
// Precondition: 1 <= dimensions <= most_sobol_dimensions.
inline constexpr std::size_t most_sobol_dimensions = 1000;
[[nodiscard]] Sample sobol(std::size_t count, std::size_t dimensions);

}  // namespace meridian
