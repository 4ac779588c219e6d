// Warnings: what a scenario may state but its author hardly means. The scenario runs; `validate` reports them.
#pragma once

#include <vector>

#include "sim/scenario/planner_warning.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {

// Bounds of what the jobs of one class ask for, arriving and listed ones together.
struct ClassWork {
    bool any{false};  // a job of the class may arrive
    double most_width{0.0}, most_input{0.0};
    double least_width{}, least_runtime_s{}, least_input{}, least_output{};
};
[[nodiscard]] std::vector<ClassWork> work_by_class(ScenarioBuilder const& b);

// The first value in a record that an option of the command line wrote; nullptr if there is none.
[[nodiscard]] Draft const* changed_by_option(Draft const& record);

// Preconditions of all: the scenario has no problem; its map is not yet made.

// Records that nothing refers to. Those with a `source` are facts kept for later: a warning only if
// an option of the command line changed them.
void warn_unused(ScenarioBuilder const& b, Problems& warnings);
// Keys that were written and cannot change anything.
void warn_without_effect(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings);
// What is said of uncertain demand and of its forecast, and cannot change anything.
void warn_demand(ScenarioBuilder const& b, Problems& warnings);
// A discipline that was written and cannot change who starts when.
void warn_discipline(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings);
// Sites that no class can ever use, regions that nothing comes from.
void warn_deserted(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings);
// Classes that no site can run within their objective.
void warn_objectives(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings);
// Runs that take long: a problem beyond a limit unless they are allowed, else a warning in `large`. Precondition: the
// map is made.
void check_effort(ScenarioBuilder& b, bool allow_large, Problems& large);
// Prices of which some are missing, so that none is used.
void warn_prices(ScenarioBuilder const& b, Problems& warnings);
// Values of work of which some are missing, so that there is no net cost; values without a basis.
void warn_values(ScenarioBuilder const& b, Problems& warnings);

// Rules in force whose requirement is of a year, judged by less of it: PUE where it follows the seasons.
void warn_rules(ScenarioBuilder const& b, Problems& warnings);

// What a planner is to know, in reports too. Preconditions: residents are split, the map is made.

// Services whose requests take longer than their objective by their own work, or by the way to the nearest accelerator,
// with the regions; replicas of one slot by default.
void warn_services(ScenarioBuilder const& b, PlannerWarnings& warnings);
// Sites without power with their share of the accelerators, and accelerators beyond the power limits of their sites.
void warn_power(ScenarioBuilder const& b, PlannerWarnings& warnings);
// Work for which there cannot be accelerators enough, by class, service and place, as power limits let them work.
void warn_supply(ScenarioBuilder const& b, PlannerWarnings& warnings);
// Growth, prices, links and rules that cannot change anything; defaults that decide.
void warn_idle_inputs(ScenarioBuilder const& b, PlannerWarnings& warnings);

}  // namespace meridian::scenario
