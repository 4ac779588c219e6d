// What an assessed loss does to a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/state/resource_map.hpp"

namespace meridian::observe {

// A resource that binds: its limit is accelerators or power of a site that can start no further work, its storage, or
// what a link may carry.
struct Bottleneck {
    SiteId site;  // none: it is a link's
    ArcId arc;
    state::Limit limit{};
    double since_begin_s{0.0};  // from the begin of the loss to that of the bin
};

// SLO attainment is of jobs with an objective and of requests together, by the accelerator-hours of their work on the
// reference accelerator: counts of jobs, frames and questions do not add up. Work counts where it arrives, in the measured
// window; before the loss, work that has also ended by then. Times are from the begin of the loss, in bins as long as those
// of the time series.
struct LossTally {
    // Nothing: no such work arrived.
    std::optional<double> before, during, after;
    std::optional<double> lowest;  // of a bin from the begin of the loss on
    // It fell below the failure level, a share of what it was before the loss at that time of day.
    bool failed{false};
    // Until the end of the last bin below the recovery level, such a share too; 0: it has not failed. Nothing: the last bin of the window
    // is below, or nothing is known of the time before.
    std::optional<double> recovered_s;
    // Until the end of the last bin in which more jobs waited, on average, than in any bin before; 0: there is none.
    // Nothing: it is the last one of the window, or none ended before the loss.
    std::optional<double> backlog_cleared_s;
    // The site with the largest rise of accelerators held, on average, from before the loss to during it; none: at none
    // they rise.
    SiteId takes_over;
    double takeover_accelerators{0.0};
    std::optional<Bottleneck> bottleneck;  // nothing: none binds that did not before
};

// What is asked and met of the work that arrives in a bin of the time series, by the same measure; with and without a loss.
struct SloBin {
    SimTime begin;
    double asked_h{0.0}, met_h{0.0};

    // Nothing: no such work arrived.
    [[nodiscard]] std::optional<double> attainment() const;
};

}  // namespace meridian::observe
