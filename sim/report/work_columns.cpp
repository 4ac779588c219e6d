// Columns of the tables of work.
#include <algorithm>
#include <array>

#include "models/workload/value.hpp"
#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

using observe::ClassTally;

ClassTally const& tally(Facts const& f, Row r) {
    return f.ledger.classes[ClassId{r}];
}

CalendarSums const& planned_of(Facts const& f, Row r) {
    return f.planned_by_class[ClassId{r}];
}
CalendarSums const& planned_demand(Facts const& f, Row r) {
    return f.planned_by_demand[r];
}

observe::DemandTally const& demand(Facts const& f, Row r) {
    return f.ledger.demand[r];
}
// Rows of demand and services go through the regions first.
Row of_regions(Facts const& f, Row r) {
    return r / static_cast<Row>(f.scenario.regions.size());
}
RegionId region_of(Facts const& f, Row r) {
    return RegionId{r % static_cast<Row>(f.scenario.regions.size())};
}
WorkloadClass const& demand_class(Facts const& f, Row r) {
    return f.scenario.classes[ClassId{of_regions(f, r)}];
}

ListedJob const& planned(Facts const& f, Row r) {
    return *std::ranges::find(f.scenario.listed_jobs, CalendarId{r},
                              [](ListedJob const& listed) { return listed.job.calendar; });
}
observe::CalendarTally const& run_of(Facts const& f, Row r) {
    return f.ledger.calendar[CalendarId{r}];
}
ResultCell seconds_of(std::optional<SimTime> when) {
    return when ? ResultCell{in_seconds(*when).count()} : ResultCell{};
}

ResultCell value_name(Facts const& f, Row r) {
    ValueRow const& row = f.value.rows[r];
    return row.service.valid() ? f.scenario.services[row.service].name
                               : f.scenario.classes[row.workload_class].name;
}
bool has_value(Facts const& f, Row r) {
    ValueRow const& row = f.value.rows[r];
    return row.service.valid() ? meridian::has_value(f.scenario.services[row.service])
                               : f.scenario.classes[row.workload_class].value.has_value();
}

// clang-format off
constexpr std::array classes{
    RunColumn{"class", "name", [](Facts const& f, Row r) -> ResultCell { return f.scenario.classes[ClassId{r}].name; }},
    RunColumn{"jobs_arrived", "measured jobs", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).arrived; }},
    RunColumn{"jobs_completed", "completed", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).completed; }},
    RunColumn{"jobs_rejected", "rejected", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).rejected; }},
    RunColumn{"jobs_unfinished", "still in the system at the end", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).unfinished(); }},
    RunColumn{"wait_s_mean", "arrival to start of work", [](Facts const& f, Row r) -> ResultCell { return mean(tally(f, r).wait_s); }},
    RunColumn{"wait_s_p50", "median", [](Facts const& f, Row r) -> ResultCell { return quantile_s(tally(f, r).wait_ns, 0.50); }},
    RunColumn{"wait_s_p95", "95th percentile", [](Facts const& f, Row r) -> ResultCell { return quantile_s(tally(f, r).wait_ns, 0.95); }},
    RunColumn{"wait_s_p99", "99th percentile", [](Facts const& f, Row r) -> ResultCell { return quantile_s(tally(f, r).wait_ns, 0.99); }},
    RunColumn{"brain_wait_s_mean", "at the brain", [](Facts const& f, Row r) -> ResultCell { return mean(tally(f, r).brain_wait_s); }},
    RunColumn{"stage_s_mean", "for storage and input", [](Facts const& f, Row r) -> ResultCell { return mean(tally(f, r).stage_s); }},
    RunColumn{"queue_s_mean", "in the pool's queue", [](Facts const& f, Row r) -> ResultCell { return mean(tally(f, r).queue_s); }},
    RunColumn{"turnaround_s_mean", "arrival to last output byte", [](Facts const& f, Row r) -> ResultCell { return mean(tally(f, r).turnaround_s); }},
    RunColumn{"turnaround_s_p95", "95th percentile", [](Facts const& f, Row r) -> ResultCell { return quantile_s(tally(f, r).turnaround_ns, 0.95); }},
    RunColumn{"slo_attainment", "done within the objective", [](Facts const& f, Row r) -> ResultCell { return ratio(static_cast<double>(tally(f, r).met), static_cast<double>(tally(f, r).with_objective)); }},
    RunColumn{"bytes_moved", "bytes of finished transfers of measured jobs", [](Facts const& f, Row r) -> ResultCell { return whole_number(tally(f, r).bytes_moved); }},
    RunColumn{"preemptions", "preemptions of measured jobs by services", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).preemptions; }},
    RunColumn{"interruptions", "by failures, of all its jobs in the measured window", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).interruptions; }},
    RunColumn{"accelerator_hours_held", "of all its jobs in the measured window", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).accelerator_hours_held; }},
    RunColumn{"accelerator_hours_lost", "of all its jobs in the measured window: work done and undone in it, restarts and checkpoints", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).accelerator_hours_lost; }},
    RunColumn{"calendar_jobs", "jobs of the calendar, which are none of the measured jobs", [](Facts const& f, Row r) -> ResultCell { return planned_of(f, r).all(); }},
    RunColumn{"calendar_done", "of these: whose work ended in the measured window or before", [](Facts const& f, Row r) -> ResultCell { return planned_of(f, r).in(CalendarState::done); }},
    RunColumn{"calendar_rejected", "of these", [](Facts const& f, Row r) -> ResultCell { return planned_of(f, r).in(CalendarState::rejected); }},
    RunColumn{"calendar_accelerator_hours_held", "by them, in the measured window", [](Facts const& f, Row r) -> ResultCell { return planned_of(f, r).held_h; }},
    RunColumn{"calendar_bytes_moved", "bytes of their transfers that arrived in the measured window", [](Facts const& f, Row r) -> ResultCell { return whole_number(planned_of(f, r).bytes_moved); }},
    RunColumn{"accelerator_hours", "held by measured jobs that have released them", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).accelerator_hours; }},
    RunColumn{"mfu", "FLOP of the models, of what the accelerators that it held could do; inference: relative efficiency", [](Facts const& f, Row r) -> ResultCell { return ratio(tally(f, r).model_flop, tally(f, r).peak_flop); }},
    RunColumn{"energy_kwh_it", "busy above idle, in the measured window", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).energy.it_kwh; }},
    RunColumn{"carbon_kg_location", "of that energy and its overhead", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).energy.carbon_kg; }},
    RunColumn{"cost_cny_energy", "of that energy and its overhead", [](Facts const& f, Row r) -> ResultCell { return tally(f, r).energy.cost_cny; }},
};
constexpr std::array demands{
    RunColumn{"class", "workload class", [](Facts const& f, Row r) -> ResultCell { return demand_class(f, r).name; }},
    RunColumn{"region", "that the jobs come from", [](Facts const& f, Row r) -> ResultCell { return f.scenario.regions[region_of(f, r)].name; }},
    RunColumn{"jobs_arrived", "measured jobs", [](Facts const& f, Row r) -> ResultCell { return demand(f, r).arrived; }},
    RunColumn{"jobs_completed", "completed", [](Facts const& f, Row r) -> ResultCell { return demand(f, r).completed; }},
    RunColumn{"jobs_rejected", "rejected", [](Facts const& f, Row r) -> ResultCell { return demand(f, r).rejected; }},
    RunColumn{"jobs_unfinished", "still in the system at the end", [](Facts const& f, Row r) -> ResultCell { return demand(f, r).unfinished(); }},
    RunColumn{"slo_attainment", "done within the objective; empty: the class has none, or no job came", [](Facts const& f, Row r) -> ResultCell { return demand_class(f, r).objective ? ratio(static_cast<double>(demand(f, r).met), static_cast<double>(demand(f, r).arrived)) : ResultCell{}; }},
    RunColumn{"wait_s_mean", "arrival to start of work; empty: none started", [](Facts const& f, Row r) -> ResultCell { return ratio(demand(f, r).wait_s, static_cast<double>(demand(f, r).started)); }},
    RunColumn{"accelerator_hours_rejected", "that the rejected would have held: accelerators x run time on the reference accelerator", [](Facts const& f, Row r) -> ResultCell { return demand(f, r).accelerator_hours_rejected; }},
    RunColumn{"calendar_jobs", "jobs of the calendar, which are none of the measured jobs", [](Facts const& f, Row r) -> ResultCell { return planned_demand(f, r).all(); }},
    RunColumn{"calendar_rejected", "of these", [](Facts const& f, Row r) -> ResultCell { return planned_demand(f, r).in(CalendarState::rejected); }},
    RunColumn{"calendar_accelerator_hours_held", "by them, in the measured window", [](Facts const& f, Row r) -> ResultCell { return planned_demand(f, r).held_h; }},
    RunColumn{"calendar_accelerator_hours_rejected", "that the rejected of them would have held", [](Facts const& f, Row r) -> ResultCell { return planned_demand(f, r).rejected_h; }},
    RunColumn{"calendar_bytes_moved", "bytes of their transfers that arrived in the measured window", [](Facts const& f, Row r) -> ResultCell { return whole_number(planned_demand(f, r).bytes_moved); }},
};
constexpr std::array services{
    RunColumn{"service", "name", [](Facts const& f, Row r) -> ResultCell { return f.scenario.services[ServiceId{of_regions(f, r)}].name; }},
    RunColumn{"region", "whose users ask", [](Facts const& f, Row r) -> ResultCell { return f.scenario.regions[region_of(f, r)].name; }},
    RunColumn{"requests", "in the measured window; rates times time, so with a fraction", [](Facts const& f, Row r) -> ResultCell { return f.ledger.services[r].requests; }},
    RunColumn{"rejected", "no site or link had room for them, or they were lost", [](Facts const& f, Row r) -> ResultCell { return f.ledger.services[r].rejected; }},
    RunColumn{"requests_lost", "of the rejected: their site, or every path to it, was out of service", [](Facts const& f, Row r) -> ResultCell { return f.ledger.services[r].lost; }},
    RunColumn{"late", "answered beyond the objective", [](Facts const& f, Row r) -> ResultCell { return f.ledger.services[r].late(); }},
    RunColumn{"slo_attainment", "answered within the objective, of all", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].in_time, f.ledger.services[r].requests); }},
    RunColumn{"delay_s_mean", "from the request to the token that the user waits for", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].delay_s, f.ledger.services[r].answered()); }},
    RunColumn{"one_way_s_mean", "access and path", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].one_way_s, f.ledger.services[r].answered()); }},
    RunColumn{"within_1ms_share_one_way", "users within 1 ms one way of the site that answers", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].one_way[0], f.ledger.services[r].answered()); }},
    RunColumn{"within_5ms_share_one_way", "the same, 5 ms", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].one_way[1], f.ledger.services[r].answered()); }},
    RunColumn{"within_20ms_share_one_way", "the same, 20 ms", [](Facts const& f, Row r) -> ResultCell { return ratio(f.ledger.services[r].one_way[2], f.ledger.services[r].answered()); }},
};
constexpr std::array value_parts{
    RunColumn{"work_kind", "class or service", [](Facts const& f, Row r) -> ResultCell { return ResultCell{f.value.rows[r].service.valid() ? "service" : "class"}; }},
    RunColumn{"work", "name of the class or service", value_name},
    RunColumn{"region", "that the work comes from", [](Facts const& f, Row r) -> ResultCell { return f.scenario.regions[f.value.rows[r].region].name; }},
    RunColumn{"outcome", "served, late, rejected, unfinished or interrupted", [](Facts const& f, Row r) -> ResultCell { return ResultCell{words(f.value.rows[r].outcome)}; }},
    RunColumn{"obstacle", "why it was rejected or is unfinished; empty: it has no reason", [](Facts const& f, Row r) -> ResultCell { return ResultCell{f.value.rows[r].obstacle}; }},
    RunColumn{"accelerator_hours_reference", "of the reference accelerator; of late work, the share of its value that is lost", [](Facts const& f, Row r) -> ResultCell { return f.value.rows[r].amount.hours; }},
    RunColumn{"value_cny", "that is served or lost; empty: it has no 'value'", [](Facts const& f, Row r) -> ResultCell { return has_value(f, r) ? ResultCell{f.value.rows[r].amount.cny} : ResultCell{}; }},
};
constexpr std::array calendar{
    RunColumn{"job", "name", [](Facts const& f, Row r) -> ResultCell { return f.scenario.calendar[CalendarId{r}].name; }},
    RunColumn{"class", "workload class", [](Facts const& f, Row r) -> ResultCell { return f.scenario.classes[planned(f, r).job.workload_class].name; }},
    RunColumn{"origin", "demand region that it comes from", [](Facts const& f, Row r) -> ResultCell { return f.scenario.regions[planned(f, r).job.origin].name; }},
    RunColumn{"accelerators", "gang width", [](Facts const& f, Row r) -> ResultCell { return static_cast<double>(planned(f, r).job.width.count()) / 1000.0; }},
    RunColumn{"sites_that_fit", "sites that could hold it if they were empty", [](Facts const& f, Row r) -> ResultCell { return f.sites_that_fit[CalendarId{r}]; }},
    RunColumn{"site", "where it ran last; empty if nowhere", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).site.valid() ? f.scenario.sites[run_of(f, r).site].name : ResultCell{}; }},
    RunColumn{"state", "at the end of the measured window: done, running, waiting or rejected", [](Facts const& f, Row r) -> ResultCell { return ResultCell{words(calendar_state(f, CalendarId{r}))}; }},
    RunColumn{"rejected_because", "why", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).rejected ? ResultCell{state::words(*run_of(f, r).rejected)} : ResultCell{}; }},
    RunColumn{"opens_s", "when its start window opens, simulated seconds", [](Facts const& f, Row r) -> ResultCell { return in_seconds(planned(f, r).arrival).count(); }},
    RunColumn{"start_by_s", "when it closes; empty: never", [](Facts const& f, Row r) -> ResultCell { return seconds_of(f.scenario.calendar[CalendarId{r}].start_by); }},
    RunColumn{"started_s", "first start; empty: none in the run", [](Facts const& f, Row r) -> ResultCell { return seconds_of(run_of(f, r).started); }},
    RunColumn{"ended_s", "end of its work; empty: beyond the run", [](Facts const& f, Row r) -> ResultCell { return seconds_of(run_of(f, r).ended); }},
    RunColumn{"done_share", "of its work, at the end of the measured window", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).done_share; }},
    RunColumn{"accelerator_hours_held", "in the measured window", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).held_h; }},
    RunColumn{"accelerator_hours_active", "of these: of work that stays", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).useful_h; }},
    RunColumn{"accelerator_hours_redone", "of these: of work of the measured window that an interruption in it has undone", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).redone_h; }},
    RunColumn{"accelerator_hours_restart", "of these: of restarts", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).restart_h; }},
    RunColumn{"accelerator_hours_write", "of these: of checkpoints", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).write_h; }},
    RunColumn{"calendar_bytes_moved", "bytes of its transfers that arrived in the measured window", [](Facts const& f, Row r) -> ResultCell { return whole_number(run_of(f, r).bytes_moved); }},
    RunColumn{"effective_training_time_ratio", "active accelerator-hours, of those held", [](Facts const& f, Row r) -> ResultCell { return ratio(run_of(f, r).useful_h, run_of(f, r).held_h); }},
    RunColumn{"interruptions", "by failures, in the measured window", [](Facts const& f, Row r) -> ResultCell { return run_of(f, r).interruptions; }},
};
// clang-format on

}  // namespace

std::span<RunColumn const> class_columns() {
    return classes;
}
std::span<RunColumn const> demand_columns() {
    return demands;
}
std::span<RunColumn const> service_columns() {
    return services;
}
std::span<RunColumn const> value_columns() {
    return value_parts;
}
std::span<RunColumn const> calendar_columns() {
    return calendar;
}

}  // namespace meridian::report
