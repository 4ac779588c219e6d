// `meridian schema --output`: every key and column that a run writes, with its meaning.
#pragma once

#include <string>

namespace meridian::report {

[[nodiscard]] std::string output_schema();

}  // namespace meridian::report
