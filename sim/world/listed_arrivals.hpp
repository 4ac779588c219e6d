// The listed jobs of a scenario and those of its calendar, in the order of their arrivals.
//
// What is drawn for a job with a name depends on no job of another name: the entity is the name, the draw its arrival.
// Of jobs of one name that arrive together, each after the first is an entity by its number too. A job of the calendar
// is an entity by its key. Listed jobs without a name are the draws of one entity, in the order of their arrivals.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

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
        name_draws(arrival.job);
        return arrival;
    }

private:
    void name_draws(JobDescription& job) {
        if (job.calendar.valid()) {
            job.entity = engine::name_hash("calendar\x1f" + scenario_.calendar[job.calendar].key);
            job.draw = 0;
        } else if (next_->name.empty()) {
            job.entity = engine::name_hash("listed jobs");
            job.draw = unnamed_++;
        } else {
            job.entity = engine::name_hash("listed job\x1f" + next_->name);
            job.draw = static_cast<std::uint64_t>(next_->arrival.time_since_epoch().count());
            if (std::exchange(together_at_, next_->arrival) != next_->arrival) together_.clear();
            if (std::uint64_t const before = together_[job.entity]++; before > 0)
                job.entity = engine::name_hash(fmt::format("listed job\x1f{}\x1f{}", next_->name, before));
        }
    }

    Scenario const& scenario_;
    ListedJobs jobs_;
    ListedJob const* next_{nullptr};
    std::uint64_t unnamed_{0};
    SimTime together_at_{SimTime::min()};
    std::map<std::uint64_t, std::uint64_t>
        together_;  // named jobs that have arrived at this instant, by entity
};

}  // namespace meridian::world
