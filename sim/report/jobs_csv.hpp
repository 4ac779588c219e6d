// jobs.csv: one row per job as it leaves, written while the run goes on.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {

class JobsCsv final : public state::RunListener {
public:
    JobsCsv(system::Folder const& folder, Scenario const& scenario);
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override;
    void close();

private:
    Scenario const& scenario_;
    system::FileWriter out_;
    std::string rows_;
};

// Name and meaning of each column, for `schema --output`.
struct JobColumn {
    std::string_view name;
    std::string_view meaning;
};
[[nodiscard]] std::span<JobColumn const> job_columns();
// The names, as the first line of a file.
[[nodiscard]] std::string head_line(std::span<JobColumn const> columns);

}  // namespace meridian::report
