// Figures in units of scenario files as people read them.
#pragma once

#include <string_view>

#include "sim/report/table/words.hpp"

namespace meridian::report {

// "0.450 CNY/kWh", "120,000 CNY" and "12 万元" of 120 kCNY, "20 M CNY/MW" and "2,000 万元/MW" of 20 MCNY/MW. The unit
// is one of scenario files or empty. A unit without money stays as it is, with three digits: "1.25 ms", "27.8 %".
[[nodiscard]] Bilingual value_in_unit(double value, std::string_view unit);

}  // namespace meridian::report
