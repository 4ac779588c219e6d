// Listed jobs that stay in their table: a run reads them as they arrive, in memory that does not depend on
// their number.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "models/workload/workload.hpp"

namespace meridian {

// Its name in a folder of results, beside the scenario.yaml that names it.
inline constexpr std::string_view job_table_file = "listed_jobs.csv";

class JobStream {
public:
    virtual ~JobStream() = default;
    // The next job, by arrival; false at the end. Throws system::SystemError where the table is no longer
    // what it was when it was checked.
    [[nodiscard]] virtual bool next(ListedJob& job) = 0;
};

class StreamedJobs {
public:
    virtual ~StreamedJobs() = default;
    [[nodiscard]] virtual std::unique_ptr<JobStream> open() const = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    [[nodiscard]] virtual SimTime last_arrival() const = 0;
    [[nodiscard]] virtual std::filesystem::path const& file() const = 0;
};

}  // namespace meridian
