// jobs.csv: one row per job as it leaves, written while the run goes on.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/observe/job_listener.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {

class JobsCsv final : public observe::JobListener {
public:
    JobsCsv(system::Folder const& folder, Scenario const& scenario);
    void departed(SimTime now, state::Job const& job, observe::Departure how) override;
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

}  // namespace meridian::report
