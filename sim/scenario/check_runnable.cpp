#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scenario/building.hpp"

namespace meridian::scenario {
namespace {

// The smallest value that a size can have.
double smallest(Distribution const& size) {
    double low = 0.0;
    if (auto const* constant = std::get_if<Constant>(&size.shape)) low = constant->value;
    if (auto const* uniform = std::get_if<Uniform>(&size.shape)) low = uniform->low;
    if (auto const* pareto = std::get_if<Pareto>(&size.shape)) low = pareto->minimum;
    if (auto const* choice = std::get_if<Choice>(&size.shape)) low = choice->values.front();
    return std::clamp(low, size.at_least, size.at_most);
}

// What a job of a class asks of a place at the least.
struct Need {
    WorkloadClass const& of;
    std::int64_t width;  // accelerators
    std::int64_t bytes;  // of input; the output does not take storage
};

// How far a pool goes towards running a class: the later it fails, the nearer it is.
enum class Hurdle : std::uint8_t { kind, model, stack, width, power, storage };

struct Miss {
    Hurdle hurdle{Hurdle::kind};
    std::string why;
};

std::optional<Miss> storage_miss(Site const& site, Need const& need) {
    if (!site.storage || need.bytes <= site.storage->count()) return std::nullopt;
    return Miss{Hurdle::storage, fmt::format("the site '{}' stores {} bytes, and a job needs {}", site.name,
                                             site.storage->count(), need.bytes)};
}

// Why a pool cannot run a job of the class even if its site is empty; nothing if it can.
std::optional<Miss> miss(Scenario const& scenario, Pool const& pool, Need const& need,
                         std::vector<std::int64_t> const& idle) {
    auto const& a = scenario.accelerators[pool.accelerator];
    auto const& site = scenario.sites[pool.site];
    auto const& c = need.of;
    if (!can_do(a, c.kind)) {
        return Miss{Hurdle::kind, fmt::format("'{}' of the pool '{}' has no {}_efficiency", a.name, pool.name,
                                              kind_words[static_cast<std::size_t>(c.kind)])};
    }
    if (!c.models.empty() && std::ranges::find(c.models, pool.accelerator) == c.models.end()) {
        return Miss{Hurdle::model,
                    fmt::format("the pool '{}' has '{}', which is not among its models", pool.name, a.name)};
    }
    if (!c.stacks.empty() && std::ranges::find(c.stacks, a.stack) == c.stacks.end()) {
        return Miss{Hurdle::stack, fmt::format("the pool '{}' has the stack '{}', and the class accepts {}",
                                               pool.name, a.stack, fmt::join(c.stacks, ", "))};
    }
    if (need.width > pool.servers * pool.width) {
        return Miss{Hurdle::width, fmt::format("the pool '{}' has {} accelerators, and a job needs {}",
                                               pool.name, pool.servers * pool.width, need.width)};
    }
    auto const drawn = idle[pool.site.index] + need.width * (a.busy_power - a.idle_power).count();
    bool const idle_fits = site.power_limit && idle[pool.site.index] <= site.power_limit->count();
    if (idle_fits && drawn > site.power_limit->count()) {
        return Miss{Hurdle::power,
                    fmt::format("one job alone brings the site '{}' to {} W, above its power_limit of {} W",
                                site.name, drawn / 1000, site.power_limit->count() / 1000)};
    }
    return storage_miss(site, need);
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

void tell(Building const& b, ClassId c, std::optional<Miss> const& nearest) {
    auto const where = b.in.classes[c.index].draft->place();
    auto const what = fmt::format("no site can run the class '{}'", b.scenario.classes[c].name);
    if (!nearest) {
        b.problems.add(where, what + ": there is no pool", "write at least one record under 'pools'");
        return;
    }
    b.problems.add(where, what + "; the nearest miss: " + nearest->why,
                   std::string{fix_for(nearest->hurdle)});
}

// Jobs without accelerators need room for their data and nothing else.
void check_storing(Building const& b, ClassId c, Need const& need) {
    std::optional<Miss> nearest;
    for (auto const& site : b.scenario.sites) {
        nearest = storage_miss(site, need);
        if (!nearest) return;
    }
    tell(b, c, nearest);
}

void check_computing(Building const& b, ClassId c, Need const& need, std::vector<std::int64_t> const& idle) {
    auto const& reference = b.scenario.accelerators[b.scenario.reference];
    if (!can_do(reference, need.of.kind)) {
        auto const kind = kind_words[static_cast<std::size_t>(need.of.kind)];
        auto const& in = b.in.reference;
        b.problems.add(
            in.written() ? in.draft->place() : b.in.classes[c.index].draft->place(),
            fmt::format("the runtime of the class '{}' is given on '{}', which has no {}_efficiency",
                        need.of.name, reference.name, kind),
            fmt::format("give it a {}_efficiency, or take another 'reference'", kind));
        return;
    }
    std::optional<Miss> nearest;
    for (auto const& pool : b.scenario.pools) {
        auto const found = miss(b.scenario, pool, need, idle);
        if (!found) return;
        if (!nearest || found->hurdle > nearest->hurdle) nearest = found;
    }
    tell(b, c, nearest);
}

std::vector<std::int64_t> idle_power_by_site(Scenario const& scenario) {
    std::vector<std::int64_t> idle(scenario.sites.size(), 0);
    for (auto const& pool : scenario.pools) {
        auto const each = scenario.accelerators[pool.accelerator].idle_power.count();
        idle[pool.site.index] += each * pool.servers * pool.width;
    }
    return idle;
}

}  // namespace

void check_runnable(Building const& b) {
    auto const idle = idle_power_by_site(b.scenario);
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = b.scenario.sites[s];
        if (!site.power_limit || idle[s.index] <= site.power_limit->count()) continue;
        b.problems.add(b.in.sites[s.index].power_limit.draft->place(),
                       fmt::format("the idle pools of the site '{}' draw {} W, more than its power_limit",
                                   site.name, idle[s.index] / 1000),
                       "raise the power_limit, or make its pools smaller");
    }
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& of = b.scenario.classes[c];
        Need const need{of, std::llround(smallest(of.accelerators)), std::llround(smallest(of.input))};
        auto const* const constant = std::get_if<Constant>(&of.accelerators.shape);
        if (constant != nullptr && constant->value == 0.0) {
            check_storing(b, c, need);
        } else {
            check_computing(b, c, need, idle);
        }
    }
}

}  // namespace meridian::scenario
