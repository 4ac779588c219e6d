// What the disciplines that backfill share: how long they plan a job to run, who runs until when, and the
// parameters that they have in common.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "sim/scheduler/discipline.hpp"
#include "sim/setup/parameters.hpp"

namespace meridian::scheduler {

// A plan has no empty reservations: a job of zero length holds its accelerators for one nanosecond.
inline constexpr Duration shortest_plan{1};

[[nodiscard]] inline Duration planned_length(state::Job const& job) {
    return std::max(job.expected, shortest_plan);
}

// The jobs that run in a pool and what they hold, by the time at which they are expected to end.
template <class Amount>
class RunningJobs {
public:
    struct Key {
        SimTime end;
        JobId job;
        friend auto operator<=>(Key const&, Key const&) = default;
    };

    // Precondition: job.started is set.
    [[nodiscard]] static Key key(JobId id, state::State const& state) {
        state::Job const& job = state.jobs[id];
        return {later(job.started, planned_length(job)), id};
    }
    void add(Key const& key, Amount amount) { jobs_.emplace(key, std::move(amount)); }
    [[nodiscard]] Amount take(Key const& key) {
        auto const at = jobs_.find(key);
        Amount amount = std::move(at->second);
        jobs_.erase(at);
        return amount;
    }
    // Does any run that was expected to have ended by now?
    [[nodiscard]] bool any_late(SimTime now) const {
        return !jobs_.empty() && jobs_.begin()->first.end <= now;
    }
    [[nodiscard]] auto begin() const { return jobs_.begin(); }
    [[nodiscard]] auto end() const { return jobs_.end(); }

private:
    std::map<Key, Amount> jobs_;
};

// When a job that was to end at `end` and still runs is expected to end.
[[nodiscard]] inline SimTime expected_end(SimTime end, SimTime now) {
    return std::max(end, later(now, shortest_plan));
}

// Replicas hold, or outages take, so many thousandths of accelerators of the pool now: takes those with the highest ids from `free`, so
// that the lowest are left to jobs, or gives back the lowest of what they held. False if that is what they held.
// Precondition: so many are free.
template <class Amount>
bool follow_services(std::int64_t serving, Amount& held, Amount& free) {
    std::int64_t const more = serving - held.count();
    if (more == 0) return false;
    Amount const moved = more > 0 ? free.highest(more) : held.lowest(-more);
    (more > 0 ? free : held).remove(moved);
    (more > 0 ? held : free).add(moved);
    return true;
}

enum class Resources : std::uint8_t { machines, count };
inline constexpr std::array<std::string_view, 2> resource_words{"machines", "count"};

struct BackfillingParameters : ParameterSet {
    Parameter<std::size_t> depth{*this,
                                 {"depth", Dimension::count, "1000", 1.0, 1e6,
                                  "how many jobs of the queue are looked at, the first included; 1 is fcfs"}};
    Parameter<Resources> resources{
        *this,
        {"resources", Dimension::number, "machines", 0.0, 1.0,
         "machines: a reservation names particular machines, those with the lowest ids; count: it counts "
         "accelerators",
         resource_words}};
};

}  // namespace meridian::scheduler
