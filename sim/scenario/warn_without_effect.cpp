#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

constexpr std::string_view remove_key = "remove the key";

// A warning that a written key changes nothing, and why.
void add_warning(Problems& warnings, RecordDraft const& record, std::string_view key, std::string_view of,
                 std::string_view why, std::string fix = std::string{remove_key}) {
    warnings.add(record.location(key), fmt::format("'{}' of {} changes nothing: {}", key, of, why),
                 std::move(fix));
}

void warn_classes(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& in = b.in.classes[c.index];
        auto const& does = work[c.index];
        auto const of = fmt::format("the class '{}'", b.scenario.classes[c].name);
        if (!does.any) {
            warnings.add(in.location(), fmt::format("no job of {} ever arrives", of),
                         "give it 'arrivals: {rate: 10 /h}', list jobs under 'jobs', or remove it");
            continue;
        }
        if (does.most_width == 0.0) {
            constexpr auto* why = "its jobs take no accelerators";
            if (in.written("stacks")) add_warning(warnings, in, "stacks", of, why);
            if (in.written("models")) add_warning(warnings, in, "models", of, why);
        }
        if (does.most_input == 0.0) {
            constexpr auto* why = "its jobs have no input";
            constexpr auto* fix = "add 'input: 10 GB', or remove the key";
            if (in.written("input_home")) add_warning(warnings, in, "input_home", of, why, fix);
            if (b.scenario.classes[c].retains_input) add_warning(warnings, in, "retain_input", of, why, fix);
        }
    }
}

bool has_hours(TouRecord const& day, Period period) {
    return std::ranges::find(day.hours, period) != day.hours.end() ||
           (day.written("critical_hours") &&
            std::ranges::find(day.critical_hours, period) != day.critical_hours.end());
}

// Multipliers for periods that the tariff's hours do not have.
void warn_tariffs(ScenarioBuilder const& b, Problems& warnings) {
    for (auto const& in : b.in.tariffs) {
        TouRecord const* const day = in.tou.written() ? &b.in.tou[*b.tou_names.find(in.tou.value)] : nullptr;
        for (Period const period : periods.values()) {
            auto const word = periods.word_of(period);
            if (!in.written(word) || (day == nullptr && period == Period::flat)) continue;
            if (day != nullptr && has_hours(*day, period)) continue;
            add_warning(warnings, in, word, fmt::format("the tariff '{}'", in.value.name),
                        day == nullptr ? std::string{"without a tou all hours are flat"}
                                       : fmt::format("its tou '{}' has no such hours", day->name),
                        day == nullptr ? "add 'tou:' with the name of its hours, or remove the key"
                                       : std::string{remove_key});
        }
    }
}

void warn_prices_and_cooling(ScenarioBuilder const& b, Problems& warnings) {
    for (auto const& in : b.in.tou) {
        if (!in.written("critical_months") || in.written("critical_hours")) continue;
        add_warning(warnings, in, "critical_months", fmt::format("the tou '{}'", in.name),
                    "there are no critical_hours, so these months are as the others",
                    "add 'critical_hours', or remove the key");
    }
    for (auto const& in : b.in.coolings) {
        // In a file, `slope: 0, threshold: 10 degC` is a plain way of writing a constant PUE.
        if (in.value.slope_per_degree != 0.0 || !in.written("threshold")) continue;
        if (changed_by_option(*in.find("threshold")) == nullptr) continue;
        add_warning(warnings, in, "threshold", fmt::format("the cooling '{}'", in.value.name),
                    "its slope is 0, so the PUE is the same at all temperatures");
    }
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = b.scenario.sites[s];
        if (!site.climate.valid() || b.scenario.coolings[site.cooling].slope_per_degree != 0.0) continue;
        add_warning(warnings, b.in.sites[s.index], "climate", fmt::format("the site '{}'", site.name),
                    fmt::format("the slope of its cooling '{}' is 0", b.in.sites[s.index].cooling.value));
    }
    for (auto const& in : b.in.pools) {
        if (in.value.servers != 0) continue;
        add_warning(warnings, in, "servers",
                    fmt::format("the pool of '{}' at '{}'", in.accelerator.value, in.site.value),
                    "a pool without servers runs nothing", "give it servers, or remove the pool");
    }
}

void warn_network(ScenarioBuilder const& b, Problems& warnings) {
    auto const& in = b.in;
    auto const takes_length = [](LinkRecord const& link) { return !link.written("delay"); };
    bool const any_disc =
        std::ranges::any_of(in.regions, [](auto const& r) { return r.access_radius.count() > 0.0; });
    if (in.written("fibre_delay") && !any_disc &&
        std::none_of(in.links.begin(), in.links.end(), takes_length))
        add_warning(warnings, in, "fibre_delay", "the scenario", "no link has its delay from its length");
    bool const any_derived =
        std::any_of(b.links.begin(), b.links.end(), [](Link const& l) { return l.length_is_derived; });
    if (in.written("route_factor") && !any_disc && !any_derived)
        add_warning(warnings, in, "route_factor", "the scenario",
                    "no region has an 'access_radius', and no link takes its length from coordinates");
    if (in.written("router_delay") && in.links.empty())
        add_warning(warnings, in, "router_delay", "the scenario", "there is no link");
    Duration const last = b.scenario.end == EndRule::cut ? b.scenario.horizon : b.scenario.last_end();
    for (auto const& event : in.events) {
        if (!event.has("from") || *event.value.from < last) continue;
        add_warning(warnings, event, "from", fmt::format("the event '{}'", event.value.name),
                    "the run is over by then", "write an earlier 'from', or remove the event");
    }
}

void warn_sensing(ScenarioBuilder const& b, Problems& warnings) {
    auto const& in = b.in.sensing;
    auto const add = [&](std::string_view key, std::string_view why, std::string fix) {
        if (in.written(key)) add_warning(warnings, in, key, "'sensing'", why, std::move(fix));
    };
    if (b.scenario.sensing.interval == Duration{0})
        add("optimistic", "without an interval the brain sees the present",
            "add 'interval: 10 s', or remove the key");
    DecisionTime const& time = b.scenario.sensing.decision_time;
    if (time.is_model())
        return add("decision_time_scale", "no decision time is declared or measured",
                   "add 'decision_time_from: declared', or remove the key");
    for (auto const* key : {"decision_time", "message_time"})
        add(key, "'decision_time_from' is not 'model'",
            "remove the key, or write 'decision_time_from: model'");
    if (time.source == DecisionTime::Source::declared && !b.scenario.uses_plugin())
        add("decision_time_from", "built-in policies declare no time",
            "write 'decision_time_from: measured', or a policy of your own");
}

}  // namespace

void warn_without_effect(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    warn_classes(b, work, warnings);
    warn_tariffs(b, warnings);
    warn_prices_and_cooling(b, warnings);
    warn_network(b, warnings);
    auto const& in = b.in;
    if (in.written("drain_limit") && b.scenario.end == EndRule::cut)
        add_warning(warnings, in, "drain_limit", "the scenario", "everything stops at the horizon");
    if (in.sensing.draft != nullptr) warn_sensing(b, warnings);
    auto const has_own = [](PolicyChain const& chain) { return !chain.empty(); };
    auto const& own = b.scenario.class_policies;
    if (in.written("policy") && std::all_of(own.begin(), own.end(), has_own))
        add_warning(warnings, in, "policy", "the scenario", "each class has a policy of its own");
    for (auto const& grid : in.grids) {
        if (grid.written("green_premium") && grid.value.green_share == 0.0)
            add_warning(warnings, grid, "green_premium", fmt::format("the grid '{}'", grid.value.name),
                        "nothing is bought green", "add a 'green_share', or remove the key");
    }
    for (auto const& c : in.classes) {
        if (c.written("retain_for") && !c.value.retains_input)
            add_warning(warnings, c, "retain_for", fmt::format("the class '{}'", c.value.name),
                        "it retains nothing", "add 'retain_input: true', or remove the key");
    }
    bool const any_fails =
        std::ranges::any_of(b.scenario.accelerators, [](auto const& a) { return a.mtbf > Duration{0}; });
    for (auto const& c : in.classes) {
        auto const of = fmt::format("the class '{}'", c.value.name);
        if (c.value.checkpoint_rule == CheckpointRule::given) continue;
        if (!any_fails)
            add_warning(warnings, c, "checkpoint_rule", of, "no accelerator fails",
                        "give accelerators an 'mtbf', or write 'checkpoint' itself");
        if (c.written("checkpoint"))
            add_warning(warnings, c, "checkpoint", of, "its checkpoint_rule chooses it");
    }
    for (auto const& c : in.classes) {
        if (!c.value.preemptible || b.scenario.serving.lends) continue;
        add_warning(warnings, c, "preemptible", fmt::format("the class '{}'", c.value.name),
                    "no service takes accelerators back", "add 'serving: {lends: true}', or remove the key");
    }
    if (in.serving.draft != nullptr && in.services.empty())
        add_warning(warnings, in, "serving", "the scenario", "there is no service");
    auto const rate = [](WorkloadClass const& c) { return c.arrivals.rate.count() > 0.0; };
    auto const& classes = b.scenario.classes;
    auto const& listed = b.scenario.listed_jobs;
    auto const& streamed = b.scenario.streamed_jobs;
    bool const all_listed = std::none_of(classes.begin(), classes.end(), rate) &&
                            (streamed || !listed.empty()) && b.scenario.calendar.empty();
    SimTime last_arrival{};
    if (!listed.empty()) last_arrival = listed.back().arrival;
    if (streamed) last_arrival = std::max(last_arrival, streamed->last_arrival());
    if (in.written("warmup") && all_listed && last_arrival < at(b.scenario.warmup)) {
        warnings.add(in.location("warmup"), "nothing is measured: all jobs arrive within the warmup",
                     "write a shorter 'warmup', or list later jobs");
    }
}

}  // namespace meridian::scenario
