// Time zones by the words that people write for them.
#pragma once

#include <string>
#include <string_view>

namespace meridian::scenario {

// The IANA name for a country, a city, an abbreviation or an offset: "China", "beijing", "CST", "UTC+8". Capitals and
// spaces do not matter. Empty: not known.
[[nodiscard]] std::string time_zone_of(std::string_view place);

}  // namespace meridian::scenario
