// What `meridian validate` says of a study.
#pragma once

#include <string>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"

namespace meridian::app {

// Its points, an estimate of the time, duplicate points; or two points' differences.
[[nodiscard]] ExitCode validate_study(std::string const& file, ValidateArguments const& given);

}  // namespace meridian::app
