// Runs a study into a folder: what is missing there, and nothing twice.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/branch_player.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/rank_runner.hpp"
#include "sim/study/representative_runs.hpp"
#include "sim/study/results.hpp"
#include "sim/study/sweep_phases.hpp"
#include "sim/study/sweep_progress.hpp"
#include "sim/system/folder_lock.hpp"

namespace meridian::study {

struct SweepOptions {
    std::filesystem::path folder;
    unsigned workers{1};
    Share share{};
    bool rows_only{false};  // leave tables to a later sweep
    bool merge{false};      // execute no run of the design, only what follows from them
    // Runs that would not end before it are left.
    std::optional<std::chrono::system_clock::time_point> stop_before{};
    RankGroup* ranks{nullptr};  // of a parallel job; none: this process alone
    // By point, runs that are known to be asked for, done before any result is read; may be empty.
    std::vector<std::int64_t> recorded_runs{};
    Branching branching{Branching::automatic};
};

class SweepMonitor {
public:
    virtual ~SweepMonitor() = default;
    // False stops the sweep; what has been run is kept.
    [[nodiscard]] virtual bool keep_going(SweepProgress const& progress) = 0;
};

struct SweepOutcome {
    std::optional<Results> results;  // there is one
    SweepProgress progress;
    std::vector<RepresentativeRun> shown;  // none unless the study is complete
    std::vector<std::string> removed;      // tables of an earlier study that this one does not define
    std::optional<system::FolderLock> tables_lock;  // of a share, until manifest.json is written
    bool stopped{false};
    bool out_of_time{false};      // and that is why
    std::size_t runs_missing{0};  // of the design, where a merge has found them missing
};

// Preconditions: the plan has no problems; the folder exists, is fresh or a store, and is locked. Writes
// study.json, adds rows, and when nothing is missing (or what is left belongs to other shares) writes all
// tables, and once all runs are there, whole runs to be shown. A merge that finds runs missing writes nothing
// else. The study and the plan outlive the outcome. Throws SystemError.
[[nodiscard]] SweepOutcome sweep(Study const& study, Plan const& plan, PointReader& reader,
                                 SweepOptions const& options, SweepMonitor& monitor);

}  // namespace meridian::study
