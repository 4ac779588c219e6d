// The listed jobs of a scenario and those of its calendar, in the order of their arrivals.
#pragma once

#include <optional>
#include <string>

#include "sim/engine/random_streams.hpp"
#include "sim/setup/listed_jobs.hpp"

namespace meridian::world {

class ListedArrivals {
public:
    // `scenario` outlives it.
    explicit ListedArrivals(Scenario const& scenario) : scenario_{scenario}, jobs_{scenario} {}

    // When the next job arrives; nothing if there is none. Called once per take().
    [[nodiscard]] std::optional<SimTime> next() {
        next_ = jobs_.next();
        return next_ == nullptr ? std::nullopt : std::optional{next_->arrival};
    }
    struct Arrival {
        JobDescription job;
        std::string name;
    };
    // That job.
    [[nodiscard]] Arrival take() {
        Arrival arrival{next_->job, next_->name};
        arrival.job.entity = engine::name_hash("listed jobs");
        arrival.job.draw = taken_++;
        if (arrival.job.calendar.valid()) {
            arrival.job.entity =
                engine::name_hash("calendar\x1f" + scenario_.calendar[arrival.job.calendar].key);
            arrival.job.draw = 0;
        }
        return arrival;
    }

private:
    Scenario const& scenario_;
    ListedJobs jobs_;
    ListedJob const* next_{nullptr};
    std::uint64_t taken_{0};
};

}  // namespace meridian::world
