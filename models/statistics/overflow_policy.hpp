// The policy of Boost.Math's distributions in this room.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace meridian {

// An overflow gives infinity. By default it throws: Boost.Math fills its tables before main() with
// erfc_inv(1e-800L), which overflows under valgrind, where a long double has 64 bits, and the program would
// end before it begins. The arguments of this room's quantiles stay in the range where none overflows.
using InfinityAtOverflow =
    boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;

}  // namespace meridian
