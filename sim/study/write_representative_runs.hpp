// Executes the runs that are to be shown once more and writes each as `meridian run --out` does.
#pragma once

#include <functional>
#include <vector>

#include "sim/study/point_reader.hpp"
#include "sim/study/representative_runs.hpp"
#include "sim/study/results.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// Hears of each whole run, as its row: without figures; wall_s is 0 where the folder was there.
using NoteWholeRun = std::function<void(Row const& row)>;

// Of these, those that a sweep would leave as they are. Throws SystemError.
[[nodiscard]] std::size_t count_representative_runs_there(system::Folder const& folder,
                                                          std::vector<RepresentativeRun> const& shown,
                                                          Results const& results, PointReader& reader);

// Writes representative_runs/ in a study's folder: a folder per run, and index.csv. Folders that are there already
// and hold the same are left as they are, those of other alternatives are removed. In up to `workers` processes,
// within the study's limits; a run that fails is given why. Waits for another process that is at it. False if
// `keep_going` stopped it. Throws SystemError.
[[nodiscard]] bool write_representative_runs(system::Folder const& folder,
                                             std::vector<RepresentativeRun>& shown, Results const& results,
                                             PointReader& reader, unsigned workers,
                                             std::function<bool()> const& keep_going,
                                             NoteWholeRun const& note = {});

}  // namespace meridian::study
