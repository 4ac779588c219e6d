#pragma once

#include "sim/study/results.hpp"

namespace meridian::app {

// Which alternative was selected in each future, or how many runs are missing. Nothing without a selection.
void print_selection(study::Results const& results);

}  // namespace meridian::app
