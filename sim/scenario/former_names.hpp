// Keys of scenarios and studies, and figures of results, that have another name now.
#pragma once

#include <string_view>

namespace meridian::scenario {

// The name that replaces a former one; empty if the text is no former name.
[[nodiscard]] std::string_view present_name(std::string_view former);

}  // namespace meridian::scenario
