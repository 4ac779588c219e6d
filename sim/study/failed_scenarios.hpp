// The scenarios of points with failed runs, so that each can be repeated alone.
#pragma once

#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// Writes failed/ in a study's folder. Those of points that fail no longer are removed; what is none of these stays.
// Throws SystemError.
void write_failed_scenarios(system::Folder const& folder, Results const& results, PointReader& reader);

}  // namespace meridian::study
