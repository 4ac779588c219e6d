// Users within the latency circles, by arithmetic alone.
#pragma once

#include <array>
#include <string_view>

#include "models/map/access.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/report/static_estimate.hpp"

namespace meridian::report {

// What is shared among users by their distance, and of how much in all.
class StaticCircles {
public:
    void add(double amount, DemandRegion const& region, Duration latency);
    // Shares under the keys of summary.json of jobs, or of requests where `prefix` says so; none of nothing.
    void add_figures(StaticFigures& figures, std::string_view prefix) const;

private:
    double all_{0.0};
    std::array<double, observe::circles.size()> one_way_{};
    std::array<double, observe::circles.size()> round_trip_{};
};

}  // namespace meridian::report
