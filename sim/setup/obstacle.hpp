// What keeps work from a place: a pool, or a site for a job without accelerators.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace meridian {

// The permanent ones in the order of a nearest miss: the later, the nearer the place is to running the job.
enum class Obstacle : std::uint8_t {
    // Permanent: it would be there in an empty network too.
    unreachable,
    beyond_reach,
    kind_of_work,
    accelerator_model,
    software_stack,
    too_wide,
    power_limit,
    services_at_peak,
    residency,
    storage_size,
    // For now: it goes when the place comes back, or when other work goes.
    place_lost,
    closed_for_work,
    accelerators_taken,
    power_taken,
    set_apart_for_services,
    storage_taken,
    held_for_earlier_jobs,
    policy_rule,
};

inline constexpr std::array obstacles{Obstacle::unreachable,
                                      Obstacle::beyond_reach,
                                      Obstacle::kind_of_work,
                                      Obstacle::accelerator_model,
                                      Obstacle::software_stack,
                                      Obstacle::too_wide,
                                      Obstacle::power_limit,
                                      Obstacle::services_at_peak,
                                      Obstacle::residency,
                                      Obstacle::storage_size,
                                      Obstacle::place_lost,
                                      Obstacle::closed_for_work,
                                      Obstacle::accelerators_taken,
                                      Obstacle::power_taken,
                                      Obstacle::set_apart_for_services,
                                      Obstacle::storage_taken,
                                      Obstacle::held_for_earlier_jobs,
                                      Obstacle::policy_rule};

[[nodiscard]] constexpr bool is_permanent(Obstacle obstacle) {
    return obstacle <= Obstacle::storage_size;
}

// In decisions.csv. No default branch: under -Wswitch a new obstacle without words does not compile.
[[nodiscard]] constexpr std::string_view words(Obstacle obstacle) {
    switch (obstacle) {
        case Obstacle::unreachable:
            return "no path leads there";
        case Obstacle::beyond_reach:
            return "beyond the policy's latency limit";
        case Obstacle::kind_of_work:
            return "no accelerator can do this kind of work";
        case Obstacle::accelerator_model:
            return "no accelerator model that the class accepts";
        case Obstacle::software_stack:
            return "no software stack that the class accepts";
        case Obstacle::too_wide:
            return "the job is wider than its pools";
        case Obstacle::power_limit:
            return "the job alone exceeds its power limit";
        case Obstacle::services_at_peak:
            return "the job is wider than what services at their peak leave";
        case Obstacle::residency:
            return "the job's data may not go there";
        case Obstacle::storage_size:
            return "the input exceeds its storage";
        case Obstacle::place_lost:
            return "it is out of service";
        case Obstacle::closed_for_work:
            return "it is closed, as planned work on it is near";
        case Obstacle::accelerators_taken:
            return "too few accelerators are free";
        case Obstacle::power_taken:
            return "too little power is free";
        case Obstacle::set_apart_for_services:
            return "the free accelerators are set apart for services";
        case Obstacle::storage_taken:
            return "too little storage is free";
        case Obstacle::held_for_earlier_jobs:
            return "it is held for jobs that go first";
        case Obstacle::policy_rule:
            return "the policy's own rule";
    }
    return "";
}

}  // namespace meridian
