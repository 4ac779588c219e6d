#include "sim/report/jobs_csv.hpp"

#include <array>

#include "models/units/format.hpp"
#include "sim/report/table/csv.hpp"

namespace meridian::report {
namespace {

constexpr std::array columns_of_jobs{
    JobColumn{"number", "order of arrival in the run"},
    JobColumn{"class", "workload class"},
    JobColumn{"origin", "demand region that it came from"},
    JobColumn{"outcome", "completed, rejected or unfinished"},
    JobColumn{"site", "where it was committed; empty if nowhere"},
    JobColumn{"accelerators", "gang width"},
    JobColumn{"input_bytes", "moved in unless the data were there"},
    JobColumn{"output_bytes", "moved out unless the origin is there"},
    JobColumn{"arrival_s", "simulated seconds"},
    JobColumn{"placed_s", "committed to a pool's queue"},
    JobColumn{"ready_s", "input arrived"},
    JobColumn{"started_s", "accelerators taken"},
    JobColumn{"ended_s", "accelerators freed"},
    JobColumn{"left_s", "last output byte arrived, or rejected; the run's end for unfinished jobs"},
    JobColumn{"preemptions",
              "times that services sent it back to the brain; the columns before are of the last try"},
    JobColumn{"name", "of a job that the input lists or that is in its calendar; empty where it has none"},
};

constexpr std::string_view words(state::Outcome outcome) {
    switch (outcome) {
        case state::Outcome::completed:
            return "completed";
        case state::Outcome::rejected:
            return "rejected";
        case state::Outcome::lost:
            return "lost";
        case state::Outcome::unfinished:
            return "unfinished";
    }
    return "";
}

}  // namespace

std::span<JobColumn const> job_columns() {
    return columns_of_jobs;
}

std::string head_line(std::span<JobColumn const> columns) {
    std::string line;
    for (JobColumn const& column : columns) {
        if (!line.empty()) line += ',';
        line += column.name;
    }
    return line + '\n';
}

JobsCsv::JobsCsv(system::Folder const& folder, Scenario const& scenario)
    : scenario_{scenario}, out_{folder, "jobs.csv"} {
    out_.write(head_line(columns_of_jobs));
}

void JobsCsv::job_departed(SimTime now, state::Job const& job, state::Departure const& how) {
    bool const was_placed = job.site.valid();
    auto const cell = [&](std::string_view text) {
        rows_ += ',';
        rows_ += text;
    };
    auto const reached = [&](state::JobPhase phase, SimTime when) {
        bool const there = how.outcome == state::Outcome::completed || (was_placed && job.phase >= phase);
        cell(there ? format_number(in_seconds(when).count()) : std::string{});
    };
    rows_ += format_number(static_cast<std::int64_t>(job.number));
    cell(csv_cell(scenario_.classes[job.what.workload_class].name));
    cell(csv_cell(scenario_.regions[job.what.origin].name));
    cell(words(how.outcome));
    cell(was_placed ? csv_cell(scenario_.sites[job.site].name) : std::string{});
    cell(format_number(static_cast<double>(job.what.width.count()) / 1000.0));
    cell(format_number(job.what.input.count()));
    cell(format_number(job.what.output.count()));
    cell(format_number(in_seconds(job.arrival).count()));
    reached(state::JobPhase::committed, job.left_brain);
    reached(state::JobPhase::ready, job.ready);
    reached(state::JobPhase::running, job.started);
    reached(state::JobPhase::sending, job.ends);
    cell(format_number(in_seconds(now).count()));
    cell(format_number(static_cast<std::int64_t>(job.preempted)));
    cell(job.name == nullptr ? std::string{} : csv_cell(*job.name));
    rows_ += '\n';
    out_.write(rows_);
    rows_.clear();
}

void JobsCsv::close() {
    out_.close();
}

}  // namespace meridian::report
