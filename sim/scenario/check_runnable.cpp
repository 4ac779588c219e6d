#include <optional>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/size_bounds.hpp"
#include "sim/setup/eligibility.hpp"

namespace meridian::scenario {
namespace {

std::string power_words(std::int64_t microwatts) {
    return in_words(static_cast<double>(microwatts), Dimension::power);
}

constexpr std::string_view fix_storage = "raise the site's 'storage', or lower the class's 'input'";

std::string why_not_stored(Site const& site, JobDemand const& demand) {
    return fmt::format("the site '{}' stores {} bytes, and a job needs {}", site.name, site.storage->count(),
                       demand.input.count());
}

std::int64_t accelerators(Milliaccelerators width) {
    return width.count() / 1000;
}

// Drawn in uW by a site that runs one such job on the pool and nothing else.
std::int64_t drawn(Scenario const& scenario, Pool const& pool, JobDemand const& demand,
                   Eligibility const& eligibility) {
    auto const& a = scenario.accelerators[pool.accelerator];
    return eligibility.idle_power(pool.site).count() +
           accelerators(demand.width) * (a.busy_power - a.idle_power).count();
}

// What stands in the way of a class at a pool or its site, in the words of the file, and what to do about it.
struct Miss {
    std::string why;
    std::string_view fix;
};

Miss miss_of(ScenarioBuilder const& b, Obstacle obstacle, Pool const& pool, JobDemand const& demand,
             Eligibility const& eligibility) {
    auto const& a = b.scenario.accelerators[pool.accelerator];
    auto const& c = b.scenario.classes[demand.workload_class];
    auto const& site = b.scenario.sites[pool.site];
    switch (obstacle) {
        case Obstacle::kind_of_work:
            return {fmt::format("'{}' of the pool '{}' has no 'efficiency' for {}", a.name, pool.name,
                                name_of(c.kind)),
                    "add an accelerator model that can do this kind of work, and a pool of it"};
        case Obstacle::accelerator_model:
            return {fmt::format("the pool '{}' has '{}', which is not among its models", pool.name, a.name),
                    "add a pool of one of these models, or a model to the class"};
        case Obstacle::software_stack:
            return {fmt::format("the pool '{}' has the stack '{}', and the class accepts {}", pool.name,
                                a.stack, fmt::join(c.stacks, ", ")),
                    "add a pool with such a stack, or a stack to the class"};
        case Obstacle::too_wide:
            return {fmt::format("the pool '{}' has {} accelerators, and a job needs {}", pool.name,
                                accelerators(pool.capacity()), accelerators(demand.width)),
                    "make the pool larger, or the class's 'accelerators' fewer"};
        case Obstacle::power_limit:
            return {fmt::format("one job alone brings the site '{}' to {}, above its power_limit of {}",
                                site.name, power_words(drawn(b.scenario, pool, demand, eligibility)),
                                power_words(site.power_limit->count())),
                    "raise the power_limit, or lower the class's 'accelerators'"};
        default:  // at_pool() and at_site() name no other
            return {why_not_stored(site, demand), fix_storage};
    }
}

void report_unrunnable(ScenarioBuilder const& b, ClassId c, Miss const& nearest) {
    b.problems.add(b.in.classes[c.index].location(),
                   fmt::format("no site can run the class '{}'; the nearest miss: {}",
                               b.scenario.classes[c].name, nearest.why),
                   std::string{nearest.fix});
}

// Jobs without accelerators need room for their data and nothing else.
void check_storing(ScenarioBuilder const& b, JobDemand const& demand, Eligibility const& eligibility) {
    SiteId last;
    for (SiteId const s : b.scenario.sites.keys()) {
        if (!eligibility.at_site(demand.input, s)) return;
        last = s;
    }
    report_unrunnable(b, demand.workload_class,
                      {why_not_stored(b.scenario.sites[last], demand), fix_storage});
}

// Nothing if the pool could run the class, or if all that it lacks is power that its idle neighbours draw, which
// is reported of its site.
std::optional<Obstacle> obstacle_at(Eligibility const& eligibility, Scenario const& scenario,
                                    JobDemand const& demand, PoolId pool) {
    auto const obstacle = eligibility.first_obstacle(demand, pool);
    SiteId const site = scenario.pools[pool].site;
    if (obstacle != Obstacle::power_limit || eligibility.powers_idle_pools(site)) return obstacle;
    return eligibility.at_site(demand.input, site);
}

void check_computing(ScenarioBuilder const& b, JobDemand const& demand, Eligibility const& eligibility) {
    auto const& reference = b.scenario.accelerators[b.scenario.reference];
    ClassId const c = demand.workload_class;
    auto const& of = b.scenario.classes[c];
    if (!can_do(reference, of.kind)) {
        auto const kind = name_of(of.kind);
        auto const& in = b.in.reference;
        b.problems.add(
            in.written() ? in.draft->location() : b.in.classes[c.index].location(),
            fmt::format("the runtime of the class '{}' is given on '{}', which has no 'efficiency' for {}",
                        of.name, reference.name, kind),
            fmt::format("give it an 'efficiency: {{{}: 0.5}}', or take another 'reference'", kind));
        return;
    }
    if (b.scenario.pools.empty()) {
        b.problems.add(b.in.classes[c.index].location(),
                       fmt::format("no site can run the class '{}': there is no pool", of.name),
                       "write at least one record under 'pools'");
        return;
    }
    std::optional<Obstacle> nearest;
    PoolId missed;
    for (PoolId const pool : b.scenario.pools.keys()) {
        auto const obstacle = obstacle_at(eligibility, b.scenario, demand, pool);
        if (!obstacle) return;
        if (nearest && *obstacle <= *nearest) continue;
        missed = pool;
        nearest = obstacle;
    }
    report_unrunnable(b, c, miss_of(b, *nearest, b.scenario.pools[missed], demand, eligibility));
}

}  // namespace

void check_powered(ScenarioBuilder const& b) {
    Eligibility const eligibility{b.scenario};
    for (SiteId const s : b.scenario.sites.keys()) {
        if (eligibility.powers_idle_pools(s)) continue;
        b.problems.add(b.in.sites[s.index].location("power_limit"),
                       fmt::format("the idle pools of the site '{}' draw {}, more than its power_limit",
                                   b.scenario.sites[s].name, power_words(eligibility.idle_power(s).count())),
                       "raise the power_limit, or make its pools smaller");
    }
}

void check_runnable(ScenarioBuilder const& b) {
    Eligibility const eligibility{b.scenario};
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& of = b.scenario.classes[c];
        JobDemand const least = demand_of(c, smallest_of(of.accelerators), smallest_of(of.input));
        auto const* const constant = std::get_if<Constant>(&of.accelerators.shape);
        if (constant != nullptr && constant->value == 0.0) {
            check_storing(b, least, eligibility);
        } else {
            check_computing(b, least, eligibility);
        }
    }
}

}  // namespace meridian::scenario
