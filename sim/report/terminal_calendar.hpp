// The jobs of the calendar on a terminal.
#pragma once

#include <string>

#include "sim/report/facts.hpp"

namespace meridian::report {

// Empty where there is no calendar.
[[nodiscard]] std::string calendar_text(Facts const& facts);

}  // namespace meridian::report
