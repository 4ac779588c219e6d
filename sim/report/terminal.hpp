// What a person reads when a run has ended: at most 80 columns.
#pragma once

#include <string>

#include "sim/report/facts.hpp"

namespace meridian::report {

[[nodiscard]] std::string terminal_text(Facts const& facts);

}  // namespace meridian::report
