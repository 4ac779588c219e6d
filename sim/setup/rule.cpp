#include "sim/setup/rule.hpp"

#include <algorithm>
#include <cmath>

namespace meridian {

double RuleText::margin(double value) const {
    constexpr double rounding = 1e-9;  // of sums of parts
    double const margin = is_at_least ? value - limit : limit - value;
    return std::fabs(margin) <= rounding * std::max(std::fabs(limit), std::fabs(value)) ? 0.0 : margin;
}

}  // namespace meridian
