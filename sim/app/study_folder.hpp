// Folders that a sweep has written.
#pragma once

#include <string>

namespace meridian::app {

// Tells on standard error if a folder holds no study of this version; true if it does.
[[nodiscard]] bool tell_no_study(std::string const& folder);

}  // namespace meridian::app
