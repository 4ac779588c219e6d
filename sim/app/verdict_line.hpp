// The answer of a study in one line.
#pragma once

#include <optional>
#include <string>

#include "sim/study/results.hpp"
#include "sim/system/folder.hpp"

namespace meridian::app {

// What to build, as `meridian compare` says it. Nothing where the study has one alternative only, where no run has a
// figure, or where there are so many points that `meridian compare` takes long. Throws SystemError.
[[nodiscard]] std::optional<std::string> verdict_line(study::Results const& results,
                                                      system::Folder const& folder);

}  // namespace meridian::app
