#include "models/statistics/proportion.hpp"

#include <cassert>

#include <boost/math/distributions/beta.hpp>

#include "models/statistics/overflow_policy.hpp"

namespace meridian {

Interval exact_proportion(std::int64_t successes, std::int64_t trials, double confidence) {
    assert(successes >= 0 && successes <= trials && trials > 0 && confidence > 0.0 && confidence < 1.0);
    using Beta = boost::math::beta_distribution<long double, InfinityAtOverflow>;
    long double const tail = (1.0L - static_cast<long double>(confidence)) / 2.0L;
    auto const hits = static_cast<long double>(successes);
    auto const misses = static_cast<long double>(trials - successes);
    Interval interval{0.0, 1.0};
    if (successes > 0) interval.low = static_cast<double>(quantile(Beta{hits, misses + 1.0L}, tail));
    if (successes < trials)
        interval.high = static_cast<double>(quantile(complement(Beta{hits + 1.0L, misses}, tail)));
    return interval;
}

}  // namespace meridian
