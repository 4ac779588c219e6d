// The version of the program and of what it is built with.
#pragma once

#include <string>

namespace meridian::app {

// {"program", "version", "commit", "results_version", "build", "libraries", "modules", "shared_folder"}: the build's
// type and compiler; libraries by name with their versions; the file of each module and the version of what it loads,
// null where it was not built; the folder of scenarios.
[[nodiscard]] std::string version_json();

}  // namespace meridian::app
