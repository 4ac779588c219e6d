#include "models/statistics/student_t.hpp"

#include <cassert>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>

#include "models/statistics/overflow_policy.hpp"

namespace meridian {
namespace {

using StudentT = boost::math::students_t_distribution<long double, InfinityAtOverflow>;

}  // namespace

double student_t_two_sided(double confidence, std::int64_t degrees) {
    assert(confidence > 0.0 && confidence < 1.0 && degrees > 0);
    StudentT const t(static_cast<long double>(degrees));
    long double const tail = (1.0L - static_cast<long double>(confidence)) / 2.0L;
    return static_cast<double>(boost::math::quantile(boost::math::complement(t, tail)));
}

double student_t_p_value(double statistic, std::int64_t degrees) {
    assert(degrees > 0);
    StudentT const t(static_cast<long double>(degrees));
    auto const distance = std::fabs(static_cast<long double>(statistic));
    return static_cast<double>(2.0L * boost::math::cdf(boost::math::complement(t, distance)));
}

std::optional<double> half_width(Moments const& moments, double confidence) {
    if (moments.count() < 2) return std::nullopt;
    double const t = student_t_two_sided(confidence, moments.count() - 1);
    return t * moments.standard_deviation() / std::sqrt(static_cast<double>(moments.count()));
}

}  // namespace meridian
