// Study file -> Study, or all that is wrong with it.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

struct StudyReading {
    std::optional<Study> study;  // present if and only if there are no problems
    std::vector<scenario::Problem> problems;
    std::vector<scenario::Problem> warnings;  // of studies that take long; none if there are problems
};

struct StudyAllowances {
    bool large{false};    // studies and runs that take very long are no problem
    bool plugins{false};  // nor are policies whose files do not lie beside the scenario
};

// What follows from the study file alone, and from the table of a design `list`; the scenario files that
// it names are read only where an axis takes their sites for its levels.
[[nodiscard]] StudyReading read_study(std::filesystem::path const& file, StudyAllowances const& allowed = {});

// Whether a file says that it is a study. False for whatever cannot be read.
[[nodiscard]] bool is_study(std::filesystem::path const& file);

}  // namespace meridian::study
