// study.json as a sweep writes it, and beside it what its keys were made from: the next command need not read
// a million points again to find them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// Of an earlier plan so many points, evenly apart, are read again all the same. A study with no more than
// these is read whole.
inline constexpr std::size_t checked_points = 1000;

// Writes study.json unless it stands there already: shares on several hosts begin at the same time. The
// reader has read the levels, and so knows all files. Throws SystemError.
void write_plan(system::Folder const& folder, Study const& study, PointReader const& reader,
                std::vector<std::string> const& keys);

// The keys of study.json, if this same program has found them for the same study file and the same scenario
// files; nothing if any of these differ, or if the study has few points. As above of the reader.
[[nodiscard]] std::optional<std::vector<std::string>> planned_keys(system::Folder const& folder,
                                                                   Study const& study,
                                                                   PointReader const& reader);

}  // namespace meridian::study
