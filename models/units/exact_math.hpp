// exp and log that are equal on every IEEE-754 machine: only + - * / on doubles and integer operations
// on their bits, so no CPU feature and no library version changes a result. Below 0.7 ulp of error for
// exp and 0.9 for log, hence never more than 1 ulp away from a good libm.
//
// Method: argument reduction by a two-part ln 2 (Cody and Waite, "Software Manual for the Elementary
// Functions", 1980), Taylor series in the reduced argument, the rounding error of the leading sum kept
// (Dekker, "A floating-point technique for extending the available precision", 1971).
#pragma once

namespace meridian {

// e^x. +infinity above ln(largest double) = 709.78..., 0 below -745.13...; NaN for NaN.
[[nodiscard]] double exact_exp(double x);

// Natural logarithm. -infinity for 0, NaN below 0 and for NaN, +infinity for +infinity.
[[nodiscard]] double exact_log(double x);

}  // namespace meridian
