// What the demand events of a scenario make of the rates, epoch by epoch.
//
// An event that comes at random begins after gaps that are exponential with mean `every`; where it begins again before
// it is over, it lasts longer and no more strongly. So it is there for 1 - exp(-duration / every) of the time, from the
// first epoch on: the server of an M/D/infinity queue is idle for exp(-load) of the time.
#pragma once

#include <cstdint>
#include <vector>

#include "models/units/cross_table.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::service {

// At one epoch, and able to go on. A copy goes on by itself. The scenario outlives it.
class DemandEvents {
public:
    explicit DemandEvents(Scenario const& scenario);

    // Preconditions: from < to; `from` is not before the last one.
    void move_to(SimTime from, SimTime to);
    // The mean over that time for each event, multiplied over the events.
    [[nodiscard]] double factor(ServiceId service, RegionId region) const {
        return factors_(service, region);
    }

private:
    struct Course {
        std::uint64_t entity{0};
        std::uint64_t draws{0};
        Duration begin{}, end{};  // of the present time or the next one, since the start; may begin before it
        Duration next{};          // begin of the one behind
    };
    void advance(DemandEvent const& event, Course& course) const;
    void draw(DemandEvent const& event, Course& course) const;
    void multiply(DemandEvent const& event, double factor);

    Scenario const& scenario_;
    engine::RandomSource random_;
    std::vector<Course> courses_;  // of each event
    CrossTable<ServiceId, RegionId, double> factors_;
    bool is_one_{true};  // each factor
};

}  // namespace meridian::service
