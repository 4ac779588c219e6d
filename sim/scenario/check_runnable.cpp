#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "sim/scenario/hurdles.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

std::string in_watts(std::int64_t microwatts) {
    return format_number(static_cast<double>(microwatts) / microwatts_per_watt);
}

std::string why_not_stored(Site const& site, Need const& need) {
    return fmt::format("the site '{}' stores {} bytes, and a job needs {}", site.name, site.storage->count(),
                       need.bytes);
}

// Why a pool or site does not get a class over its hurdle.
std::string why(ScenarioBuilder const& b, Hurdle hurdle, Pool const& pool, Need const& need,
                SitePowers const& idle) {
    auto const& a = b.scenario.accelerators[pool.accelerator];
    auto const& c = need.of;
    switch (hurdle) {
        case Hurdle::kind:
            return fmt::format("'{}' of the pool '{}' has no 'efficiency' for {}", a.name, pool.name,
                               name_of(c.kind));
        case Hurdle::model:
            return fmt::format("the pool '{}' has '{}', which is not among its models", pool.name, a.name);
        case Hurdle::stack:
            return fmt::format("the pool '{}' has the stack '{}', and the class accepts {}", pool.name,
                               a.stack, fmt::join(c.stacks, ", "));
        case Hurdle::width:
            return fmt::format("the pool '{}' has {} accelerators, and a job needs {}", pool.name,
                               pool.servers * pool.width, need.width);
        case Hurdle::power:
            return fmt::format("one job alone brings the site '{}' to {} W, above its power_limit of {} W",
                               b.scenario.sites[pool.site].name,
                               in_watts(drawn(b.scenario, pool, need, idle)),
                               in_watts(b.scenario.sites[pool.site].power_limit->count()));
        case Hurdle::storage:
            return why_not_stored(b.scenario.sites[pool.site], need);
    }
    return {};
}

std::string_view fix_for(Hurdle hurdle) {
    switch (hurdle) {
        case Hurdle::kind:
            return "add an accelerator model that can do this kind of work, and a pool of it";
        case Hurdle::model:
            return "add a pool of one of these models, or a model to the class";
        case Hurdle::stack:
            return "add a pool with such a stack, or a stack to the class";
        case Hurdle::width:
            return "make the pool larger, or the class's 'accelerators' fewer";
        case Hurdle::power:
            return "raise the power_limit, or lower the class's 'accelerators'";
        case Hurdle::storage:
            return "raise the site's 'storage', or lower the class's 'input'";
    }
    return {};
}

void report_unrunnable(ScenarioBuilder const& b, ClassId c, Hurdle hurdle, std::string_view why) {
    b.problems.add(
        b.in.classes[c.index].location(),
        fmt::format("no site can run the class '{}'; the nearest miss: {}", b.scenario.classes[c].name, why),
        std::string{fix_for(hurdle)});
}

// Jobs without accelerators need room for their data and nothing else.
void check_storing(ScenarioBuilder const& b, ClassId c, Need const& need) {
    auto const& sites = b.scenario.sites;
    auto const stores = [&](Site const& site) { return stores_input(site, need); };
    if (std::any_of(sites.begin(), sites.end(), stores)) return;
    auto const& last = sites[SiteId{static_cast<std::uint32_t>(sites.size() - 1)}];
    report_unrunnable(b, c, Hurdle::storage, why_not_stored(last, need));
}

void check_computing(ScenarioBuilder const& b, ClassId c, Need const& need, SitePowers const& idle) {
    auto const& reference = b.scenario.accelerators[b.scenario.reference];
    if (!can_do(reference, need.of.kind)) {
        auto const kind = name_of(need.of.kind);
        auto const& in = b.in.reference;
        b.problems.add(
            in.written() ? in.draft->location() : b.in.classes[c.index].location(),
            fmt::format("the runtime of the class '{}' is given on '{}', which has no 'efficiency' for {}",
                        need.of.name, reference.name, kind),
            fmt::format("give it an 'efficiency: {{{}: 0.5}}', or take another 'reference'", kind));
        return;
    }
    if (b.scenario.pools.empty()) {
        b.problems.add(b.in.classes[c.index].location(),
                       fmt::format("no site can run the class '{}': there is no pool", need.of.name),
                       "write at least one record under 'pools'");
        return;
    }
    auto nearest = Hurdle::kind;
    Pool const* missed = nullptr;
    for (auto const& pool : b.scenario.pools) {
        auto const hurdle = first_hurdle(b.scenario, pool, need, idle);
        if (!hurdle) return;
        if (missed != nullptr && *hurdle <= nearest) continue;
        missed = &pool;
        nearest = *hurdle;
    }
    report_unrunnable(b, c, nearest, why(b, nearest, *missed, need, idle));
}

}  // namespace

void check_runnable(ScenarioBuilder const& b) {
    auto const idle = idle_power_by_site(b.scenario);
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = b.scenario.sites[s];
        if (!site.power_limit || idle[s.index] <= site.power_limit->count()) continue;
        b.problems.add(b.in.sites[s.index].location("power_limit"),
                       fmt::format("the idle pools of the site '{}' draw {} W, more than its power_limit",
                                   site.name, in_watts(idle[s.index])),
                       "raise the power_limit, or make its pools smaller");
    }
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& of = b.scenario.classes[c];
        Need const need{of, std::llround(smallest_of(of.accelerators)), std::llround(smallest_of(of.input))};
        auto const* const constant = std::get_if<Constant>(&of.accelerators.shape);
        if (constant != nullptr && constant->value == 0.0) {
            check_storing(b, c, need);
        } else {
            check_computing(b, c, need, idle);
        }
    }
}

}  // namespace meridian::scenario
