// What the YAML library complains of, in words that say what to do.
#pragma once

#include <optional>

#include <yaml-cpp/exceptions.h>

#include "sim/scenario/problem.hpp"
#include "sim/scenario/source_text.hpp"

namespace meridian::scenario {

// `open`: where the innermost unfinished list or map began.
[[nodiscard]] Problem yaml_problem(YAML::Exception const& exception, SourceText const& source,
                                   std::optional<Spot> const& open);

}  // namespace meridian::scenario
