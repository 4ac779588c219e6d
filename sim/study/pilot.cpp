#include "sim/study/pilot.hpp"

#include <array>
#include <cstddef>

#include "models/statistics/warm_up.hpp"
#include "sim/world/world.hpp"

namespace meridian::study {
namespace {

using observe::BinRow;

struct PilotSeries {
    std::string_view name;
    double (*of)(BinRow const&);
};
constexpr std::array all_series{
    PilotSeries{"accelerators held by jobs",
                [](BinRow const& b) { return b.accelerators_busy - b.accelerators_serving; }},
    PilotSeries{"jobs running", [](BinRow const& b) { return b.jobs_running; }},
    PilotSeries{"jobs waiting", [](BinRow const& b) { return b.jobs_queued + b.jobs_at_brain; }},
};

// Sums over sites by bin, then means over so many bins; a part at the end is left out.
std::vector<double> values(observe::Ledger const& ledger, PilotSeries const& series, std::size_t sites,
                           std::size_t bins_per_step) {
    std::vector<double> by_bin;
    std::optional<SimTime> last;
    for (BinRow const& bin : ledger.bins) {
        if (bin.site.index >= sites) continue;  // the row of all sites
        if (bin.begin != last) by_bin.push_back(0.0);
        last = bin.begin;
        by_bin.back() += series.of(bin);
    }
    std::vector<double> steps(by_bin.size() / bins_per_step, 0.0);
    for (std::size_t i = 0; i < steps.size() * bins_per_step; ++i)
        steps[i / bins_per_step] += by_bin[i] / static_cast<double>(bins_per_step);
    return steps;
}

}  // namespace

Pilot play_pilot(Scenario scenario) {
    constexpr std::int64_t enough_days = 20;
    constexpr Duration day = std::chrono::hours{24};
    scenario.warmup = Duration{0};
    world::World world{scenario, {}};
    static_cast<void>(world.run());
    auto const ledger = world.ledger();
    Pilot pilot;
    bool const by_day = scenario.horizon >= day * enough_days && day % scenario.bin == Duration{0};
    std::size_t const bins = by_day ? static_cast<std::size_t>(day / scenario.bin) : 1;
    pilot.step = by_day ? day : scenario.bin;
    for (PilotSeries const& series : all_series) {
        auto const leave_out = mser5(values(ledger, series, scenario.sites.size(), bins));
        pilot.settlings.push_back({series.name, {}});
        if (leave_out) pilot.settlings.back().warmup = pilot.step * static_cast<std::int64_t>(*leave_out);
    }
    return pilot;
}

}  // namespace meridian::study
