// Translates faults of the YAML library into words that say what to do.
#pragma once

#include <yaml-cpp/exceptions.h>

#include "sim/scenario/problem.hpp"
#include "sim/scenario/source_text.hpp"

namespace meridian::scenario {

[[nodiscard]] Problem yaml_problem(YAML::Exception const& exception, SourceText const& source);

}  // namespace meridian::scenario
