// What `meridian diff` compares: scenario files, overlay files over a base, points of a study, folders of runs.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "sim/app/commands.hpp"
#include "sim/report/names.hpp"
#include "sim/scenario/draft.hpp"

namespace meridian::app {

struct DiffSide {
    std::string label;                      // as the user has named it, a point by its levels
    std::string title;                      // the scenario's name
    scenario::Draft resolved;               // the whole scenario
    std::optional<std::string> run_folder;  // whose results there are
};

struct DiffSides {
    DiffSide a, b;
    report::NameTable names;  // of both
};

// Nothing if one of them cannot be read or does not exist: reported on standard error, each with a fix.
[[nodiscard]] std::optional<DiffSides> read_sides(DiffArguments const& given);

}  // namespace meridian::app
