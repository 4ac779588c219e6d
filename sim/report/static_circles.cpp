#include "sim/report/static_circles.hpp"

#include <cstddef>

#include <fmt/format.h>

#include "sim/report/summary.hpp"

namespace meridian::report {

void StaticCircles::add(double amount, DemandRegion const& region, Duration latency) {
    all_ += amount;
    Duration const path = latency - mean_access_delay(region);
    for (std::size_t i = 0; i < one_way_.size(); ++i) {
        one_way_[i] += amount * share_within(region, path, observe::circles[i]);
        round_trip_[i] += amount * share_within(region, path, observe::circles[i] / 2);
    }
}

void StaticCircles::add_figures(StaticFigures& figures, std::string_view prefix) const {
    if (!(all_ > 0.0)) return;
    auto const add_all = [&](std::string_view way, auto const& within) {
        for (std::size_t i = 0; i < within.size(); ++i) {
            auto const ms = in_seconds(observe::circles[i]).count() * 1000.0;
            auto const key = fmt::format("{}within_{:.0f}ms_share_{}", prefix, ms, way);
            figures.emplace_back(summary_key(key)->name, within[i] / all_);
        }
    };
    add_all("one_way", one_way_);
    add_all("round_trip", round_trip_);
}

}  // namespace meridian::report
