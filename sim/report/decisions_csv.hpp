// decisions.csv: why each job went where it went. A row per place that the policy looked at for an answer,
// with its score or the rule that excluded it, written while the run goes on.
#pragma once

#include <string>

#include "sim/report/jobs_csv.hpp"
#include "sim/scheduler/decisions.hpp"
#include "sim/scheduler/view.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {

class DecisionsCsv final : public state::RunListener {
public:
    DecisionsCsv(system::Folder const& folder, Scenario const& scenario);
    void decided(scheduler::View const& view, scheduler::Answer const& answer) override;
    [[nodiscard]] bool traces_decisions() const override { return true; }
    void close();

private:
    // But for its last two columns.
    void write_candidate(std::string const& head, scheduler::Candidate const& candidate, bool chosen);

    Scenario const& scenario_;
    system::FileWriter out_;
    std::string rows_;
    std::int64_t answers_{0};
};

// Name and meaning of each column, for `schema --output`.
[[nodiscard]] std::span<JobColumn const> decision_columns();

}  // namespace meridian::report
