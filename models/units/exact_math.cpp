#include "models/units/exact_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace meridian {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// ln 2 = ln2_high + ln2_low. The high part has 40 significant bits, so that its product with any
// binary exponent of a double (11 bits) is exact.
constexpr double ln2_high = 0x1.62e42fefa2p-1;
constexpr double ln2_low = 0x1.9ef35793c7673p-41;
constexpr double one_over_ln2 = 0x1.71547652b82fep+0;

constexpr int mantissa_bits = 52;
constexpr int exponent_bias = 1023;
constexpr std::uint64_t mantissa_mask = (std::uint64_t{1} << mantissa_bits) - 1;

// 2^n for -1022 <= n <= 1023.
double power_of_two(int n) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(n + exponent_bias) << mantissa_bits);
}

// 1/n! for n = 13 down to 2: with |r| <= ln(2)/2 the first term left out is below 5e-18.
constexpr std::array<double, 12> inverse_factorials = {
    1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
    1.0 / 5040.0,       1.0 / 720.0,       1.0 / 120.0,      1.0 / 24.0,      1.0 / 6.0,      1.0 / 2.0};

// 2/(2n+1) for n = 12 down to 1: with z = s^2 <= 0.0295 the first term left out is below 1e-21.
constexpr std::array<double, 12> log_series = {2.0 / 25.0, 2.0 / 23.0, 2.0 / 21.0, 2.0 / 19.0,
                                               2.0 / 17.0, 2.0 / 15.0, 2.0 / 13.0, 2.0 / 11.0,
                                               2.0 / 9.0,  2.0 / 7.0,  2.0 / 5.0,  2.0 / 3.0};

template <std::size_t N>
double horner(std::array<double, N> const& coefficients, double x) {
    double sum = coefficients[0];
    for (std::size_t i = 1; i < N; ++i) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

// value * 2^n, rounded once, also where 2^n itself is no normal double.
double scaled(double value, int n) {
    if (n > exponent_bias) return value * power_of_two(exponent_bias) * power_of_two(n - exponent_bias);
    if (n < 1 - exponent_bias) return value * power_of_two(n + 64) * power_of_two(-64);
    return value * power_of_two(n);
}

}  // namespace

// x = k ln 2 + r, |r| <= ln(2)/2 and r = high - low with `high` exact. Then
// e^r = (1 + high) + (r^2 (1/2! + r/3! + ...) - low): the first sum is kept with its rounding error,
// and what is added to it is at most 0.07, so its own errors count for less than 0.1 ulp.
double exact_exp(double x) {
    if (x != x) return not_a_number;
    if (x > 709.79) return infinity;
    if (x < -745.14) return 0.0;
    int const k = static_cast<int>(x * one_over_ln2 + std::copysign(0.5, x));
    double const high = x - k * ln2_high;
    double const low = k * ln2_low;
    double const r = high - low;
    double const rest = r * r * horner(inverse_factorials, r) - low;
    double const lead = 1.0 + high;
    double const lost = high - (lead - 1.0);
    return scaled(lead + (lost + rest), k);
}

// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); s = f/(2+f), z = s^2. From
// ln(1+f) = 2 artanh(s) = 2s + s R(z), R = 2/3 z + 2/5 z^2 + ..., and 2s = f - s f follows
// ln(1+f) = f - f^2/2 + s (f^2/2 + R). The sum k ln2_high + f is kept with its rounding error.
double exact_log(double x) {
    if (x == 0.0) return -infinity;
    if (!(x > 0.0)) return not_a_number;
    if (x == infinity) return infinity;
    int k = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= power_of_two(54);
        k = -54;
    }
    auto const bits = std::bit_cast<std::uint64_t>(x);
    k += static_cast<int>(bits >> mantissa_bits) - exponent_bias;
    // The mantissa in [1, 2), halved from sqrt(2) on, without a branch: any would be guessed wrong half the
    // time.
    std::uint64_t const fraction = bits & mantissa_mask;
    std::uint64_t const halved = fraction >= 0x6a09e667f3bcd ? 1 : 0;
    k += static_cast<int>(halved);
    double const m = std::bit_cast<double>(fraction | ((exponent_bias - halved) << mantissa_bits));
    double const f = m - 1.0;
    double const s = f / (2.0 + f);
    double const z = s * s;
    double const half_square = 0.5 * f * f;
    double const tail = s * (half_square + z * horner(log_series, z)) + k * ln2_low;
    double const whole = k * ln2_high;
    double const lead = whole + f;
    double const lost = f - (lead - whole);  // 0 where k is
    return lead + (lost - (half_square - tail));
}

}  // namespace meridian
