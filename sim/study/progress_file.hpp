// Where a sweep leaves how far it has come, for `meridian status`: `.progress` in the study's folder. Rows say what has
// been run; which of them belong to which phase, and what is still to come, the sweep alone knows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/sweep_progress.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

struct NotedProgress {
    std::vector<PhaseProgress> phases;  // `reused` counts all runs there, `done` none
    std::size_t at_work{0}, workers{1};
};

class ProgressFile {
public:
    // Of a folder that has its study.json; it outlives this.
    explicit ProgressFile(system::Folder const& folder);

    // Writes nothing where the file cannot be written: it is a convenience, and rows are not.
    void note(SweepProgress const& progress) const noexcept;

private:
    system::Folder const& folder_;
    std::string study_;  // the key of study.json
};

// Nothing where there is none, or where it is of another study than the folder's study.json.
[[nodiscard]] std::optional<NotedProgress> noted_progress(system::Folder const& folder);

}  // namespace meridian::study
