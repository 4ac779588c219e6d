#include "models/map/great_circle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace meridian {
namespace {

constexpr double earth_radius_km = 6371.0088;

double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}

// Taylor; the terms fall below rounding within 20 steps for |x| <= pi.
double sine(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n <= 20; ++n) {
        term *= -x * x / ((2.0 * n) * (2.0 * n + 1.0));
        sum += term;
    }
    return sum;
}

double cosine(double x) {
    return sine(std::numbers::pi / 2.0 - x);
}

// For 0 <= x <= 1: asin(x) = 2 asin(x / sqrt(2 (1 + sqrt(1 - x^2)))), three times, then the series.
double arc_sine(double x) {
    double factor = 1.0;
    for (int i = 0; i < 3; ++i) {
        x /= std::sqrt(2.0 * (1.0 + std::sqrt(std::max(1.0 - x * x, 0.0))));
        factor *= 2.0;
    }
    double term = x;
    double sum = x;
    for (int n = 1; n <= 15; ++n) {
        term *= x * x * (2.0 * n - 1.0) / (2.0 * n);
        sum += term / (2.0 * n + 1.0);
    }
    return factor * sum;
}

}  // namespace

Kilometres great_circle(Node const& a, Node const& b) {
    double const north = sine(radians(b.latitude_deg - a.latitude_deg) / 2.0);
    double const east = sine(radians(b.longitude_deg - a.longitude_deg) / 2.0);
    double const half_chord =
        north * north + cosine(radians(a.latitude_deg)) * cosine(radians(b.latitude_deg)) * east * east;
    return Kilometres{2.0 * earth_radius_km * arc_sine(std::sqrt(std::min(half_chord, 1.0)))};
}

}  // namespace meridian
