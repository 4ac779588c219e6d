// Runs a study into a folder: what is missing there, and nothing twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/study/local_runner.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/results.hpp"
#include "sim/study/shown.hpp"

namespace meridian::study {

// One of several sweeps that share the points of a study among them: those with number % of == index.
struct Share {
    std::size_t index{0}, of{1};
};

struct SweepOptions {
    std::filesystem::path folder;
    unsigned workers{1};
    Share share{};
};

// How far a sweep has come, for whoever shows it.
struct SweepProgress {
    std::size_t runs_there{0};   // before the sweep began, of those asked for
    std::size_t runs_done{0};    // by this sweep, failed ones included
    std::size_t runs_failed{0};  // of these
    std::size_t runs_left{0};    // as far as is known
    double wall_s{0.0};
};

class SweepMonitor {
public:
    virtual ~SweepMonitor() = default;
    // False stops the sweep; what has been run is kept.
    [[nodiscard]] virtual bool keep_going(SweepProgress const& progress) = 0;
};

struct SweepOutcome {
    Results results;
    SweepProgress progress;
    std::vector<ShownRun> shown;  // none unless the study is complete
    bool stopped{false};
};

// Preconditions: the plan has no problems; the folder exists, is fresh or a store, and is locked. Writes
// study.json, adds rows, and when nothing is missing (or what is left belongs to other shares) writes all
// tables, and once all runs are there, whole runs to be shown. Throws MachineFault.
[[nodiscard]] SweepOutcome sweep(Study const& study, Plan const& plan, PointReader& reader,
                                 SweepOptions const& options, SweepMonitor& monitor);

}  // namespace meridian::study
