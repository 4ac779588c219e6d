// The value of a parameter of a policy, discipline or transfer model, of the type that its documentation asks
// for: a number or share, a count, a duration, a size or one of some words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

#include "models/units/quantity.hpp"
#include "models/units/time.hpp"

namespace meridian {

using ParameterValue = std::variant<double, std::int64_t, Duration, Bytes, std::string>;
using ParameterValues = std::map<std::string, ParameterValue>;  // by name

}  // namespace meridian
