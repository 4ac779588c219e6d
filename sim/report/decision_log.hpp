// The decisions of a run, read from its decisions.csv and jobs.csv for one job at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/report/decision_index.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/system/folder.hpp"

namespace meridian::report {

class DecisionLog {
public:
    // Precondition: the folder has a decisions.csv. Throws SystemError.
    explicit DecisionLog(system::Folder const& folder) : folder_{folder}, index_{folder} {}

    // The rows of decisions.csv on a job, by answer; none where there is no decision on it.
    [[nodiscard]] ResultTable decisions_on(std::uint64_t job);
    // Its row of jobs.csv; nothing where there is no such file, or the job has not left.
    [[nodiscard]] std::optional<ResultTable> departure_of(std::uint64_t job) const;

    // Numbers of jobs in either file, from low to high: of all, of those with a name, and of a class. Reads both files.
    [[nodiscard]] std::vector<std::uint64_t> jobs() const;
    [[nodiscard]] std::vector<std::uint64_t> jobs_named(std::string const& name) const;
    [[nodiscard]] std::vector<std::uint64_t> jobs_of_class(std::string const& name) const;

    [[nodiscard]] DecisionIndex const& index() const { return index_; }

private:
    [[nodiscard]] std::optional<std::string> rows_of(std::uint64_t job) const;
    [[nodiscard]] std::string head_of(char const* name) const;

    system::Folder folder_;
    DecisionIndex index_;
};

}  // namespace meridian::report
