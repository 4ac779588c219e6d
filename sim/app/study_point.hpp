// A point of a study as people name it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sim/study/study.hpp"

namespace meridian::app {

// By number; by levels, as "layout=near load=1.5", in any order, axes that are left out at the baseline's level; or, of one
// level that only one axis has, by its name. Nothing if it is none or several; reported on standard error.
[[nodiscard]] std::optional<std::size_t> find_point(study::Study const& study, std::string const& text);

}  // namespace meridian::app
