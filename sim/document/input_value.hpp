// The value of an uncertain input as a report writes it.
#pragma once

#include <string_view>

#include "sim/document/report_names.hpp"

namespace meridian::document {

// "0.450 CNY/kWh", "120,000 CNY" and "12 万元" of 120 kCNY, "20 M CNY/MW" and "2,000 万元/MW" of 20 MCNY/MW. The unit
// is one of scenario files or empty. A unit without money stays as it is, with three digits: "1.25 ms".
[[nodiscard]] Bilingual input_value_words(double value, std::string_view unit);

}  // namespace meridian::document
