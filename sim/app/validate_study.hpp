// What `meridian validate` says of a study.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"

namespace meridian::app {

// Its points, an estimate of the time, duplicate points; or two points' differences. With --json an
// object is added to `all` in place of what standard output has.
[[nodiscard]] ExitCode validate_study(std::string const& file, ValidateArguments const& given,
                                      nlohmann::ordered_json& all);

}  // namespace meridian::app
