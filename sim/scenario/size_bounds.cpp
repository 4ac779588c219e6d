#include "sim/scenario/size_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace meridian::scenario {

double smallest_of(Distribution const& size) {
    double low = 0.0;
    if (auto const* constant = std::get_if<Constant>(&size.shape)) low = constant->value;
    if (auto const* uniform = std::get_if<Uniform>(&size.shape)) low = uniform->low;
    if (auto const* pareto = std::get_if<Pareto>(&size.shape)) low = pareto->minimum;
    if (auto const* choice = std::get_if<Choice>(&size.shape)) low = choice->values.front();
    return std::clamp(low, size.at_least, size.at_most);
}

double largest_of(Distribution const& size) {
    double high = std::numeric_limits<double>::infinity();
    if (auto const* constant = std::get_if<Constant>(&size.shape)) high = constant->value;
    if (auto const* uniform = std::get_if<Uniform>(&size.shape)) high = uniform->high;
    if (auto const* choice = std::get_if<Choice>(&size.shape)) high = choice->values.back();
    return std::clamp(high, size.at_least, size.at_most);
}

JobDemand demand_of(ClassId c, double accelerators, double input_bytes) {
    return {c, Milliaccelerators{std::llround(accelerators) * 1000}, Bytes{std::llround(input_bytes)}};
}

}  // namespace meridian::scenario
