#include "sim/app/job_story.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/energy/site_power.hpp"
#include "models/units/format.hpp"
#include "sim/setup/eligibility.hpp"
#include "sim/setup/site_series.hpp"

namespace meridian::app {
namespace {

using report::ResultRow;
using report::ResultTable;

std::optional<double> number_at(ResultTable const& table, ResultRow const& row, std::string_view key) {
    if (auto const figure = table.figure(row, key)) return figure;
    std::string const text = table.written(row, key);
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_number = !text.empty() && error == std::errc{} && end == text.data() + text.size();
    return is_number ? std::optional{value} : std::nullopt;
}

std::int64_t whole_at(ResultTable const& table, ResultRow const& row, std::string_view key) {
    return static_cast<std::int64_t>(number_at(table, row, key).value_or(0.0));
}

void sort_places(std::vector<ExaminedPlace>& places) {
    auto const order = [](ExaminedPlace const& place) {
        int const group = place.is_chosen ? 0 : place.excluded_by.empty() ? 1 : 2;
        return std::pair{group, place.score.value_or(std::numeric_limits<double>::infinity())};
    };
    std::ranges::stable_sort(places, {}, order);
}

std::vector<JobDecision> decisions_of(ResultTable const& rows) {
    std::vector<JobDecision> all;
    for (ResultRow const& row : rows.rows) {
        auto const answer = whole_at(rows, row, "answer");
        if (all.empty() || all.back().answer != answer) {
            JobDecision& one = all.emplace_back();
            one.answer = answer;
            one.time_s = number_at(rows, row, "time_s").value_or(0.0);
            one.policy = rows.written(row, "policy");
            one.decision = rows.written(row, "decision");
            one.reason = rows.written(row, "reason");
        }
        bool const chosen = rows.written(row, "chosen") == "1";
        if (chosen) all.back().path = rows.written(row, "path");
        auto site = rows.written(row, "site");
        if (site.empty()) continue;  // the policy examined none
        all.back().places.push_back({std::move(site), rows.written(row, "pool"), chosen,
                                     number_at(rows, row, "score"), rows.written(row, "excluded_by")});
    }
    for (JobDecision& one : all)
        sort_places(one.places);
    return all;
}

JobDeparture departure_of(ResultTable const& table) {
    ResultRow const& row = table.rows.front();
    JobDeparture out;
    out.outcome = table.written(row, "outcome");
    out.site = table.written(row, "site");
    out.accelerators = number_at(table, row, "accelerators").value_or(0.0);
    out.input_bytes = number_at(table, row, "input_bytes").value_or(0.0);
    out.output_bytes = number_at(table, row, "output_bytes").value_or(0.0);
    out.arrival_s = number_at(table, row, "arrival_s");
    out.placed_s = number_at(table, row, "placed_s");
    out.ready_s = number_at(table, row, "ready_s");
    out.started_s = number_at(table, row, "started_s");
    out.ended_s = number_at(table, row, "ended_s");
    out.left_s = number_at(table, row, "left_s");
    out.preemptions = whole_at(table, row, "preemptions");
    return out;
}

// The pool of the last placement.
std::optional<PoolId> pool_of(JobStory const& story, Scenario const& scenario) {
    JobDecision const* const placement = story.last_placement();
    ExaminedPlace const* const place = placement == nullptr ? nullptr : placement->chosen();
    if (place == nullptr) return std::nullopt;
    for (PoolId const pool : scenario.pools.keys()) {
        if (scenario.pools[pool].name == place->pool) return pool;
    }
    return std::nullopt;
}

std::optional<JobEnergy> energy_of(JobStory const& story, Scenario const& scenario) {
    auto const pool = pool_of(story, scenario);
    JobDeparture const& job = *story.departure;
    if (!pool || !job.started_s || !job.ended_s || job.outcome != "completed") return std::nullopt;
    SiteId const site = scenario.pools[*pool].site;
    Accelerator const& model = scenario.accelerators[scenario.pools[*pool].accelerator];
    constexpr double microwatts_in_kw = 1e9;
    double const kw = job.accelerators * static_cast<double>((model.busy_power - model.idle_power).count()) /
                      microwatts_in_kw;
    auto const instant = [](double seconds) {
        return at(Duration{static_cast<std::int64_t>(std::llround(seconds * 1e9))});
    };
    SiteSeries const series{scenario};
    PowerFactors const factors = series.it_factors(site, instant(*job.started_s), instant(*job.ended_s));
    constexpr double seconds_in_hour = 3600.0;
    EnergyUse const use{kw * factors.pue / seconds_in_hour, kw * factors.price / seconds_in_hour,
                        kw * factors.carbon / seconds_in_hour};
    Grid const& grid = scenario.grids[scenario.sites[site].grid];
    return JobEnergy{use.kwh, energy_cost_cny(grid, scenario.carbon_price, use), use.location_kg};
}

// Obstacles that do not follow from the pool and the site alone have no words of their own here.
std::vector<ExaminedPlace> unfit_pools(JobStory const& story, Scenario const& scenario) {
    std::vector<ExaminedPlace> places;
    std::optional<ClassId> workload_class;
    for (ClassId const c : scenario.classes.keys()) {
        if (scenario.classes[c].name == story.workload_class) workload_class = c;
    }
    if (!workload_class) return places;
    JobDemand const demand{
        *workload_class,
        Milliaccelerators{static_cast<std::int64_t>(std::llround(story.departure->accelerators * 1000.0))},
        Bytes{static_cast<std::int64_t>(story.departure->input_bytes)}};
    Eligibility const eligibility{scenario};
    for (PoolId const pool : scenario.pools.keys()) {
        auto const obstacle = eligibility.first_obstacle(demand, pool);
        places.push_back(
            {scenario.sites[scenario.pools[pool].site].name,
             scenario.pools[pool].name,
             false,
             {},
             std::string{obstacle ? words(*obstacle)
                                  : "no path leads there, its data may not, or services at their peak "
                                    "need the room"}});
    }
    return places;
}

}  // namespace

std::int64_t JobDecision::feasible() const {
    return std::ranges::count_if(places, [](ExaminedPlace const& one) { return one.excluded_by.empty(); });
}

ExaminedPlace const* JobDecision::chosen() const {
    auto const found = std::ranges::find(places, true, &ExaminedPlace::is_chosen);
    return found == places.end() ? nullptr : &*found;
}

JobDecision const* JobStory::last_placement() const {
    auto const found = std::find_if(decisions.rbegin(), decisions.rend(),
                                    [](JobDecision const& one) { return one.is_placement(); });
    return found == decisions.rend() ? nullptr : &*found;
}

std::optional<JobStory> job_story(report::DecisionLog& log, std::uint64_t job, Scenario const* scenario) {
    ResultTable const decisions = log.decisions_on(job);
    auto const departure = log.departure_of(job);
    if (decisions.empty() && !departure) return std::nullopt;
    ResultTable const& known = decisions.empty() ? *departure : decisions;
    ResultRow const& first = known.rows.front();
    JobStory story;
    story.job = job;
    story.workload_class = known.written(first, "class");
    story.origin = known.written(first, "origin");
    story.name = known.written(first, "name");
    story.decisions = decisions_of(decisions);
    if (!departure) return story;
    story.departure = departure_of(*departure);
    if (scenario == nullptr) return story;
    story.energy = energy_of(story, *scenario);
    if (story.decisions.empty() && story.departure->outcome == "rejected")
        story.unfit = unfit_pools(story, *scenario);
    return story;
}

std::string why_not(JobDecision const& decision, ExaminedPlace const& place) {
    if (!place.excluded_by.empty()) return place.excluded_by;
    ExaminedPlace const* const chosen = decision.chosen();
    if (place.is_chosen || chosen == nullptr) return {};
    if (!place.score || !chosen->score) return "the policy took another";
    if (*place.score == *chosen->score) return "as good; the policy took another";
    return *place.score > *chosen->score ? "its score is higher" : "the policy took another";
}

std::vector<ResultTable> tables_of(JobStory const& story) {
    ResultTable job{"job", {"job",          "class",
                            "origin",       "name",
                            "outcome",      "site",
                            "accelerators", "input_bytes",
                            "output_bytes", "arrival_s",
                            "placed_s",     "ready_s",
                            "started_s",    "ended_s",
                            "left_s",       "preemptions",
                            "brain_wait_s", "staging_s",
                            "queue_wait_s", "energy_kwh",
                            "cost_cny",     "carbon_kg_location"}};
    ResultRow row{story.job, story.workload_class, story.origin, story.name};
    row.resize(job.columns.size());
    auto const set = [&](std::string_view key, report::ResultCell cell) {
        row[*job.column(key)] = std::move(cell);
    };
    auto const span = [](std::optional<double> from, std::optional<double> to) {
        return from && to ? std::optional{*to - *from} : std::nullopt;
    };
    if (story.departure) {
        JobDeparture const& d = *story.departure;
        set("outcome", d.outcome);
        set("site", d.site);
        set("accelerators", d.accelerators);
        set("input_bytes", d.input_bytes);
        set("output_bytes", d.output_bytes);
        set("arrival_s", d.arrival_s);
        set("placed_s", d.placed_s);
        set("ready_s", d.ready_s);
        set("started_s", d.started_s);
        set("ended_s", d.ended_s);
        set("left_s", d.left_s);
        set("preemptions", d.preemptions);
        set("brain_wait_s", span(d.arrival_s, d.placed_s));
        set("staging_s", span(d.placed_s, d.ready_s));
        set("queue_wait_s", span(d.ready_s, d.started_s));
    }
    if (story.energy) {
        set("energy_kwh", story.energy->kwh);
        set("cost_cny", story.energy->cost_cny);
        set("carbon_kg_location", story.energy->carbon_kg);
    }
    job.rows.push_back(std::move(row));
    ResultTable decisions{"decisions",
                          {"answer", "time_s", "decided_by", "decision", "reason", "site", "pool",
                           "network_path", "candidates", "feasible"}};
    ResultTable candidates{"candidates", {"answer", "site", "pool", "chosen", "score", "why_not"}};
    for (JobDecision const& one : story.decisions) {
        ExaminedPlace const* const chosen = one.chosen();
        decisions.rows.push_back({one.answer, one.time_s, one.policy, one.decision, one.reason,
                                  chosen == nullptr ? "" : chosen->site,
                                  chosen == nullptr ? "" : chosen->pool, one.path, one.places.size(),
                                  one.feasible()});
        for (ExaminedPlace const& place : one.places)
            candidates.rows.push_back({one.answer, place.site, place.pool, place.is_chosen ? "yes" : "no",
                                       place.score, why_not(one, place)});
    }
    for (ExaminedPlace const& place : story.unfit)
        candidates.rows.push_back({"", place.site, place.pool, "no", {}, place.excluded_by});
    return {std::move(job), std::move(decisions), std::move(candidates)};
}

}  // namespace meridian::app
