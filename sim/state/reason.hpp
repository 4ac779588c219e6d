// Why a job is rejected or waits: what is common to the obstacles at all places.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/setup/obstacle.hpp"

namespace meridian::state {

enum class Reason : std::uint8_t {
    no_pool_can_run_it,      // no pool of any site could, even empty
    services_need_the_room,  // those that could are too small beside the services at their peak
    data_may_not_leave,      // no site in its province or city could
    no_storage_can_hold_it,
    no_site_in_reach,  // sites that could are farther than the policy's limit
    sites_in_reach_are_full,
    behind_earlier_jobs,  // there is room, which the discipline holds for jobs that go first
    policy_choice,        // a rule of the policy's own
    place_lost,           // its place failed, or all that could have it did
};
inline constexpr std::array reasons{
    Reason::no_pool_can_run_it,     Reason::services_need_the_room, Reason::data_may_not_leave,
    Reason::no_storage_can_hold_it, Reason::no_site_in_reach,       Reason::sites_in_reach_are_full,
    Reason::behind_earlier_jobs,    Reason::policy_choice,          Reason::place_lost};

// No default branch: under -Wswitch a new reason without words does not compile.
[[nodiscard]] constexpr std::string_view words(Reason why) {
    switch (why) {
        case Reason::no_pool_can_run_it:
            return "no pool could ever run it";
        case Reason::services_need_the_room:
            return "no pool could run it beside the services at their peak";
        case Reason::data_may_not_leave:
            return "its data may not leave, and no site where they are could run it";
        case Reason::no_storage_can_hold_it:
            return "no site that could run it can hold its input";
        case Reason::no_site_in_reach:
            return "no site that could run it within the allowed latency";
        case Reason::sites_in_reach_are_full:
            return "every site within reach is full";
        case Reason::behind_earlier_jobs:
            return "jobs that go first wait for the room there is";
        case Reason::policy_choice:
            return "the policy's own rule";
        case Reason::place_lost:
            return "its place is out of service";
    }
    return "";
}

// Of a job that meets the obstacle, or one that counts as the same here, at every place.
[[nodiscard]] constexpr Reason reason_where_all(Obstacle at_every_place) {
    switch (at_every_place) {
        case Obstacle::kind_of_work:
        case Obstacle::accelerator_model:
        case Obstacle::software_stack:
        case Obstacle::too_wide:
        case Obstacle::power_limit:
            return Reason::no_pool_can_run_it;
        case Obstacle::services_at_peak:
            return Reason::services_need_the_room;
        case Obstacle::residency:
            return Reason::data_may_not_leave;
        case Obstacle::storage_size:
            return Reason::no_storage_can_hold_it;
        case Obstacle::unreachable:
        case Obstacle::beyond_reach:
            return Reason::no_site_in_reach;
        case Obstacle::accelerators_taken:
        case Obstacle::power_taken:
        case Obstacle::set_apart_for_services:
        case Obstacle::storage_taken:
            return Reason::sites_in_reach_are_full;
        case Obstacle::held_for_earlier_jobs:
            return Reason::behind_earlier_jobs;
        case Obstacle::place_lost:
        case Obstacle::closed_for_work:
            return Reason::place_lost;
        case Obstacle::policy_rule:
            break;
    }
    return Reason::policy_choice;
}

// What a planner can do about it. `services_lend`: the scenario's services lend what they do not need.
[[nodiscard]] constexpr std::string_view remedy(Reason why, bool services_lend) {
    switch (why) {
        case Reason::no_pool_can_run_it:
            return "add a pool that the class accepts and that is wide enough, or narrow the jobs";
        case Reason::services_need_the_room:
            return services_lend
                       ? "add accelerators, narrow the jobs, or write 'preemptible: true' in the class"
                       : "add accelerators, narrow the jobs, or write 'lends: true' under 'serving' and "
                         "'preemptible: true' in the class";
        case Reason::data_may_not_leave:
            return "add a site in its province (or city), or lower the share under 'residency'";
        case Reason::no_storage_can_hold_it:
            return "raise a site's storage, or make the input smaller";
        case Reason::no_site_in_reach:
            return "raise the policy's latency limit, or add a site nearer to the users";
        case Reason::sites_in_reach_are_full:
            return "add accelerators, power or storage in reach, or let the policy queue (when_full)";
        case Reason::behind_earlier_jobs:
            return "choose a discipline that backfills (easy), narrow the widest jobs, or add accelerators";
        case Reason::policy_choice:
            return "see `--log decisions` and the policy's parameters";
        case Reason::place_lost:
            return "add room or replicas elsewhere, keep checkpoints remote, or write 'on_failure: "
                   "resume_elsewhere' "
                   "in the class";
    }
    return "";
}

}  // namespace meridian::state
