#include "models/workload/variability.hpp"

#include <algorithm>
#include <cmath>

#include "models/units/exact_math.hpp"
#include "models/workload/distribution.hpp"

namespace meridian {

double log_variance(double cv) {
    return exact_log(1.0 + cv * cv);
}

double lognormal_factor(double log_variance, double z) {
    return exact_exp(std::sqrt(log_variance) * z - log_variance / 2.0);
}

double lognormal_factor_quantile(double cv, double probability) {
    return lognormal_factor(log_variance(cv), standard_normal_quantile(probability));
}

double autocorrelation(Duration epoch, Duration correlation_time) {
    if (correlation_time <= Duration{0}) return 0.0;
    return exact_exp(-(in_seconds(epoch).count() / in_seconds(correlation_time).count()));
}

double cv_of_sum(Variability const& of, double sum, double squares) {
    double const own = of.cv * of.cv;
    double const other = exact_exp(of.regional_correlation * log_variance(of.cv)) - 1.0;
    double const variance = own * squares + other * std::max(sum * sum - squares, 0.0);
    return std::sqrt(variance) / sum;
}

}  // namespace meridian
