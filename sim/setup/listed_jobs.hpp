// All listed jobs of a scenario in the order of their arrival, whether held or streamed from a table. Of
// those that arrive together, the streamed ones come first.
#pragma once

#include <cstdint>
#include <memory>

#include "sim/setup/scenario.hpp"

namespace meridian {

class ListedJobs {
public:
    // `scenario` outlives it.
    explicit ListedJobs(Scenario const& scenario);
    // nullptr at the end; valid until the next call.
    [[nodiscard]] ListedJob const* next();

private:
    void read_ahead();

    std::vector<ListedJob> const& held_;
    std::size_t taken_{0};  // of the held ones
    std::unique_ptr<JobStream> stream_;
    ListedJob current_, ahead_;
    bool has_ahead_{false};
};

[[nodiscard]] std::uint64_t listed_job_count(Scenario const& scenario);

}  // namespace meridian
