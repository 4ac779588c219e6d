// All points of a study, made once before anything runs: what is wrong with any of them, and their keys.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/problem.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

struct Plan {
    std::vector<std::string> keys;            // by point
    std::vector<scenario::Problem> problems;  // sorted; keys are missing where there are any
    bool stopped{false};                      // by `keep_going`
    // Points whose figures can only be equal: the later and the first one.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> equal_points() const;
};

// Reads the base and each level alone, and finds the factors of a budget: what is wrong with them. The reader
// is ready for read() afterwards, and knows the files.
[[nodiscard]] std::vector<scenario::Problem> read_levels(Study const& study, PointReader& reader);

// Reads every point, in `workers` processes. Each level is first tried alone, so that one error is reported
// once and soon. The reader is ready for read() afterwards. `folder`: of an earlier sweep perhaps, whose keys
// are taken where they still hold.
[[nodiscard]] Plan make_plan(Study const& study, PointReader& reader, unsigned workers,
                             std::function<bool()> const& keep_going,
                             std::optional<system::Folder> const& folder = {});

}  // namespace meridian::study
