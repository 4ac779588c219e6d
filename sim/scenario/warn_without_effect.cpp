#include <algorithm>

#include <fmt/format.h>

#include "models/series/calendar.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

constexpr std::string_view remove_key = "remove the key";

// Tells that a written key changes nothing, and why.
void tell(Problems& warnings, Draft const& at, std::string_view key, std::string_view of,
          std::string_view why, std::string fix = std::string{remove_key}) {
    warnings.add(at.place(), fmt::format("'{}' of {} changes nothing: {}", key, of, why), std::move(fix));
}

void warn_classes(Building const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& in = b.in.classes[c.index];
        auto const& does = work[c.index];
        auto const of = fmt::format("the class '{}'", b.scenario.classes[c].name);
        if (!does.any) {
            warnings.add(in.draft->place(), fmt::format("no job of {} ever arrives", of),
                         "give it 'arrivals: {rate: 10 /h}', list jobs under 'jobs', or remove it");
            continue;
        }
        if (does.most_width == 0.0) {
            constexpr auto* why = "its jobs take no accelerators";
            if (in.stacks.written()) tell(warnings, *in.stacks.draft, "stacks", of, why);
            if (in.models.written()) tell(warnings, *in.models.draft, "models", of, why);
        }
        if (does.most_input == 0.0) {
            constexpr auto* why = "its jobs have no input";
            constexpr auto* fix = "add 'input: 10 GB', or remove the key";
            if (in.input_home.written()) tell(warnings, *in.input_home.draft, "input_home", of, why, fix);
            if (b.scenario.classes[c].retains_input)
                tell(warnings, *in.retain_input.draft, "retain_input", of, why, fix);
        }
    }
}

bool has_hours(std::vector<std::size_t> const& hours, std::size_t period) {
    return std::ranges::find(hours, period) != hours.end();
}

// Multipliers for periods that the tariff's hours do not have.
void warn_tariffs(Building const& b, Problems& warnings) {
    for (auto const& in : b.in.tariffs) {
        TouInput const* const day = in.tou.written() ? &b.in.tou[*b.tou_names.find(in.tou.value)] : nullptr;
        for (std::size_t p = 0; p < in.multiplier.size(); ++p) {
            constexpr auto flat = static_cast<std::size_t>(Period::flat);
            if (!in.multiplier[p].written() || (day == nullptr && p == flat)) continue;
            if (day != nullptr && (has_hours(day->hours.value, p) || has_hours(day->critical_hours.value, p)))
                continue;
            tell(warnings, *in.multiplier[p].draft, period_words[p],
                 fmt::format("the tariff '{}'", in.name.value),
                 day == nullptr ? std::string{"without a tou all hours are flat"}
                                : fmt::format("its tou '{}' has no such hours", day->name.value),
                 day == nullptr ? "add 'tou:' with the name of its hours, or remove the key"
                                : std::string{remove_key});
        }
    }
}

void warn_prices_and_cooling(Building const& b, Problems& warnings) {
    for (auto const& in : b.in.tou) {
        if (!in.critical_months.written() || in.critical_hours.written()) continue;
        tell(warnings, *in.critical_months.draft, "critical_months",
             fmt::format("the tou '{}'", in.name.value),
             "there are no critical_hours, so these months are as the others",
             "add 'critical_hours', or remove the key");
    }
    for (auto const& in : b.in.coolings) {
        // In a file, `slope: 0, threshold: 10 degC` is a plain way of writing a constant PUE.
        if (in.slope.value != 0.0 || !in.threshold.written()) continue;
        if (changed_by_option(*in.threshold.draft) == nullptr) continue;
        tell(warnings, *in.threshold.draft, "threshold", fmt::format("the cooling '{}'", in.name.value),
             "its slope is 0, so the PUE is the same at all temperatures");
    }
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = b.scenario.sites[s];
        if (!site.climate.valid() || b.in.coolings[site.cooling.index].slope.value != 0.0) continue;
        tell(warnings, *b.in.sites[s.index].climate.draft, "climate", fmt::format("the site '{}'", site.name),
             fmt::format("the slope of its cooling '{}' is 0", b.in.sites[s.index].cooling.value));
    }
    for (auto const& in : b.in.pools) {
        if (in.servers.value != 0) continue;
        tell(warnings, *in.servers.draft, "servers",
             fmt::format("the pool of '{}' at '{}'", in.accelerator.value, in.site.value),
             "a pool without servers runs nothing", "give it servers, or remove the pool");
    }
}

void warn_network(Building const& b, Problems& warnings) {
    auto const& in = b.in;
    auto const takes_length = [](LinkInput const& link) { return !link.delay.written(); };
    bool const any_disc =
        std::ranges::any_of(in.regions, [](auto const& r) { return r.access_radius.value > 0.0; });
    if (in.fibre_delay.written() && !any_disc && std::none_of(in.links.begin(), in.links.end(), takes_length))
        tell(warnings, *in.fibre_delay.draft, "fibre_delay", "the scenario",
             "no link has its delay from its length");
    bool const any_derived =
        std::any_of(b.links.begin(), b.links.end(), [](Link const& l) { return l.length_is_derived; });
    if (in.route_factor.written() && !any_disc && !any_derived)
        tell(warnings, *in.route_factor.draft, "route_factor", "the scenario",
             "no region has an 'access_radius', and no link takes its length from coordinates");
    if (in.router_delay.written() && in.links.empty())
        tell(warnings, *in.router_delay.draft, "router_delay", "the scenario", "there is no link");
    Duration const last = b.scenario.end == EndRule::cut ? b.scenario.horizon : b.scenario.last_end();
    for (auto const& outage : in.outages) {
        if (nanoseconds(outage.from.value) < last) continue;
        tell(warnings, *outage.from.draft, "from", fmt::format("the outage of '{}'", outage.link.value),
             "the run is over by then", "write an earlier 'from', or remove the outage");
    }
}

}  // namespace

void warn_without_effect(Building const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    warn_classes(b, work, warnings);
    warn_tariffs(b, warnings);
    warn_prices_and_cooling(b, warnings);
    warn_network(b, warnings);
    auto const& in = b.in;
    if (in.drain_limit.written() && b.scenario.end == EndRule::cut)
        tell(warnings, *in.drain_limit.draft, "drain_limit", "the scenario",
             "everything stops at the horizon");
    if (in.sensing.optimistic.written() && b.scenario.sensing.interval == Duration{0}) {
        tell(warnings, *in.sensing.optimistic.draft, "optimistic", "'sensing'",
             "without an interval the brain sees the present", "add 'interval: 10 s', or remove the key");
    }
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = in.sites[s.index];
        if (b.scenario.sites[s].energised) continue;
        auto const horizon_s = static_cast<std::int64_t>(in_seconds(b.scenario.horizon).count());
        if (parse_iso(site.energised.value).value_or(0) >= b.scenario.start_unix_s + horizon_s) continue;
        warnings.add(site.energised.draft->place(),
                     fmt::format("the site '{}' gets its power within the run and takes no part in it",
                                 site.name.value),
                     "let the run start later, or end before");
    }
    auto const has_own = [](PolicyChain const& chain) { return !chain.empty(); };
    auto const& own = b.scenario.class_policies;
    if (in.policy.written() && std::all_of(own.begin(), own.end(), has_own))
        tell(warnings, *in.policy.draft, "policy", "the scenario", "each class has a policy of its own");
    for (auto const& grid : in.grids) {
        if (grid.green_premium.written() && grid.green_share.value == 0.0)
            tell(warnings, *grid.green_premium.draft, "green_premium",
                 fmt::format("the grid '{}'", grid.name.value), "nothing is bought green",
                 "add a 'green_share', or remove the key");
    }
    for (auto const& c : in.classes) {
        if (c.retain_for.written() && c.retain_input.value == 0)
            tell(warnings, *c.retain_for.draft, "retain_for", fmt::format("the class '{}'", c.name.value),
                 "it retains nothing", "add 'retain_input: true', or remove the key");
    }
    bool const any_fails =
        std::ranges::any_of(b.scenario.accelerators, [](auto const& a) { return a.mtbf > Duration{0}; });
    for (auto const& c : in.classes) {
        auto const of = fmt::format("the class '{}'", c.name.value);
        if (c.checkpoint_rule.value == 0) continue;
        if (!any_fails)
            tell(warnings, *c.checkpoint_rule.draft, "checkpoint_rule", of, "no accelerator fails",
                 "give accelerators an 'mtbf', or write 'checkpoint' itself");
        if (c.checkpoint.written())
            tell(warnings, *c.checkpoint.draft, "checkpoint", of, "its checkpoint_rule chooses it");
    }
    for (auto const& c : in.classes) {
        if (c.preemptible.value == 0 || b.scenario.serving.lends) continue;
        tell(warnings, *c.preemptible.draft, "preemptible", fmt::format("the class '{}'", c.name.value),
             "no service takes accelerators back", "add 'serving: {lends: true}', or remove the key");
    }
    if (in.serving.draft != nullptr && in.services.empty())
        tell(warnings, *in.serving.draft, "serving", "the scenario", "there is no service");
    auto const rate = [](WorkloadClass const& c) { return c.arrivals.rate.count() > 0.0; };
    auto const& classes = b.scenario.classes;
    auto const& listed = b.scenario.listed_jobs;
    auto const& streamed = b.scenario.streamed_jobs;
    bool const all_listed = std::none_of(classes.begin(), classes.end(), rate) &&
                            (streamed || !listed.empty()) && b.scenario.calendar.empty();
    SimTime last_arrival{};
    if (!listed.empty()) last_arrival = listed.back().arrival;
    if (streamed) last_arrival = std::max(last_arrival, streamed->last_arrival());
    if (in.warmup.written() && all_listed && last_arrival < at(b.scenario.warmup)) {
        warnings.add(in.warmup.draft->place(), "nothing is measured: all jobs arrive within the warmup",
                     "write a shorter 'warmup', or list later jobs");
    }
}

}  // namespace meridian::scenario
