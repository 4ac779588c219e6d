// Whether accelerators keep up with their work, as a run's ledger has it.
#pragma once

#include <cstdint>
#include <optional>

#include "models/statistics/intervals.hpp"
#include "models/units/ids.hpp"

namespace meridian::observe {

enum class LoadVerdict : std::uint8_t {
    stable,
    open,        // unserved work has grown, which may be chance
    backlogged,  // what waits is as much as all accelerators do in the time that jobs run, or more
    overloaded   // unserved work grows
};

// The limits are choices. Growth by less than this share of the accelerators is none.
inline constexpr double growth_margin = 0.01;
inline constexpr double overload_confidence = 0.95;
inline constexpr std::int64_t fewest_cycles = 4;  // a verdict needs as many

struct LoadTally {
    SiteId site;                         // none: the whole run
    std::optional<LoadVerdict> verdict;  // nothing: too few cycles, or no accelerators
    // That unserved work grows by more than the margin if overloaded, else that it does not.
    std::optional<double> confidence;
    MeanEstimate growth;              // of unserved work, accelerator-hours an hour: accelerators missing
    double accelerators{0.0};         // in service, mean over cycles
    double waiting_h{0.0};            // accelerator-hours that wait when the window ends
    std::optional<double> clear_h;    // all accelerators would take for what waits: mean over the later half
    std::optional<double> runtime_h;  // of jobs that wait or run, by their work: mean over the later half
};

}  // namespace meridian::observe
