// What became of one job of a run, as `meridian why` shows it: of decisions.csv and jobs.csv, and what the scenario adds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/decision_log.hpp"
#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::app {

// A place that the policy examined.
struct ExaminedPlace {
    std::string site, pool;  // pool "": the site as a whole
    bool is_chosen{false};
    std::optional<double> score;  // smaller is better
    std::string excluded_by;      // "": it was feasible
};

struct JobDecision {
    std::int64_t answer{0};
    double time_s{0.0};
    std::string policy;
    std::string decision;  // place, wait, defer or reject
    std::string reason;    // of a wait or a rejection
    std::string path;      // "": the shortest
    // The chosen one, then the other feasible ones by score, those without one last; then the excluded ones as they were met.
    std::vector<ExaminedPlace> places;

    [[nodiscard]] bool is_placement() const { return decision == "place"; }
    [[nodiscard]] std::int64_t feasible() const;
    [[nodiscard]] ExaminedPlace const* chosen() const;  // nullptr: none
};

// Of its row of jobs.csv. Times are simulated seconds; those that it did not reach are empty.
struct JobDeparture {
    std::string outcome, site;
    double accelerators{0.0}, input_bytes{0.0}, output_bytes{0.0};
    std::optional<double> arrival_s, placed_s, ready_s, started_s, ended_s, left_s;
    std::int64_t preemptions{0};
};

// What its accelerators drew beyond idling from its last start to its end, in the hall with its PUE.
struct JobEnergy {
    double kwh{0.0};
    double cost_cny{0.0};  // electricity, green premium and price of carbon
    double carbon_kg{0.0};
};

struct JobStory {
    std::uint64_t job{0};
    std::string workload_class, origin, name;
    std::vector<JobDecision> decisions;     // by time
    std::optional<JobDeparture> departure;  // nothing: there is no jobs.csv, or the job is not in it
    std::optional<JobEnergy> energy;        // nothing: it has not ended, or the scenario cannot be read
    // Of a job that was rejected before any policy was asked: every pool, and why it could not run it if it were empty.
    std::vector<ExaminedPlace> unfit{};

    [[nodiscard]] JobDecision const* last_placement() const;  // nullptr: it was never placed
};

// Nothing where neither file has the job. `scenario`: of the run; nullptr: it cannot be read.
[[nodiscard]] std::optional<JobStory> job_story(report::DecisionLog& log, std::uint64_t job,
                                                Scenario const* scenario);

// "job" of one row, "decisions", and "candidates" of all decisions.
[[nodiscard]] std::vector<report::ResultTable> tables_of(JobStory const& story);

// Why a place was not taken; "" of the one that was.
[[nodiscard]] std::string why_not(JobDecision const& decision, ExaminedPlace const& place);

}  // namespace meridian::app
