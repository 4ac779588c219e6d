// The tables of a run's folder, and what a report makes of them: nothing here is known of more than one run.
#pragma once

#include <string>
#include <vector>

#include "sim/document/report_names.hpp"

namespace meridian::document {

using Tables = std::vector<ResultTable>;

// nullptr: there is none of that name.
[[nodiscard]] ResultTable const* find_table(Tables const& tables, std::string_view name);

// Every CSV file of a run's folder but jobs.csv and decisions.csv; of summary.json the tables `figures` (key,
// value), `absent` (key, why), `static` (figure, static, simulated, difference, share), `rejections` (reason,
// jobs, share) and `gangs` (gang, jobs, sites_that_fit); of summary.json and manifest.json `facts` (what,
// value). Files that are not there are left out. Throws system::SystemError.
[[nodiscard]] Tables read_run(ResultFolder const& folder);

// Adds `hourly_profile`, `network_hours`, `over_time`, `peaks`, `latency_circles`, `served`, `moved`, `value_by_work`
// and `bottlenecks`, and takes away the table of every hour that they are made of.
void derive_run_tables(Tables& tables);

// How work comes and goes over the hours of a day or, if there are seven days, of a week: means over the bins
// of timeseries.csv that begin in the hour, 0 being midnight, of Monday. By site (`all`: the network).
// Columns: site, hour, hours (day or week), allocation, jobs_queued.
[[nodiscard]] ResultTable hourly_profile(ResultTable const& timeseries, ResultTable const& sites);

// The same of the whole network: who holds its accelerators when. Columns: hour, hours, accelerators_serving,
// accelerators_on_jobs, accelerators_free, jobs_queued, facility_kw.
[[nodiscard]] ResultTable network_hours(ResultTable const& timeseries, ResultTable const& sites);

// The network over the run: by bin, or by day where there are more than 15 of them. Columns: time, step (bin
// or day), then those of timeseries.csv and accelerators_on_jobs.
[[nodiscard]] ResultTable over_time(ResultTable const& timeseries);

// The most of a bin, of the network. Columns: facility_kw_peak, it_kw_peak.
[[nodiscard]] ResultTable peaks(ResultTable const& timeseries);

// Shares of users within 1, 5, 20 ms one way and there and back, of jobs and of requests. Columns: of,
// within_ms, way, share.
[[nodiscard]] ResultTable latency_circles(ResultTable const& figures);

// How much of each class and service is done in time, the least served first, with the three regions that get
// least of it, if any gets less than all. Columns: work, asked, slo_attainment, worst_N, worst_N_share for N
// = 1, 2, 3.
[[nodiscard]] ResultTable served(ResultTable const* demand, ResultTable const* services);

// What each class sends over the network, jobs of the calendar included, and what it pays for electricity where it
// runs. Columns: class, jobs, bytes_moved_all, accelerator_hours_all, bytes_per_accelerator_hour, cny_per_it_kwh.
[[nodiscard]] ResultTable moved(ResultTable const& classes);

// What the demand of each class and service is worth, by what became of it. Columns: work, value_served_cny,
// value_lost_cny_late, value_lost_cny_rejected, value_lost_cny_unfinished, value_lost_cny_interrupted. No rows: no
// work has a value.
[[nodiscard]] ResultTable value_by_work(ResultTable const& value);

// Work that was asked for and not done, or done for nothing, the most first within each kind. Columns: rank,
// kind, where, lost, unit.
[[nodiscard]] ResultTable bottlenecks(Tables const& tables);

}  // namespace meridian::document
