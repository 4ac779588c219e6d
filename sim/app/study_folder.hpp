// Folders that a sweep has written.
#pragma once

#include <string>

namespace meridian::app {

// Whether a folder holds a study of this version; reports on standard error if not.
[[nodiscard]] bool check_holds_study(std::string const& folder);

}  // namespace meridian::app
