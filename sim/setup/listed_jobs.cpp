#include "sim/setup/listed_jobs.hpp"

#include <utility>

namespace meridian {

ListedJobs::ListedJobs(Scenario const& scenario) : held_{scenario.listed_jobs} {
    if (scenario.streamed_jobs) stream_ = scenario.streamed_jobs->open();
    read_ahead();
}

void ListedJobs::read_ahead() {
    has_ahead_ = stream_ && stream_->next(ahead_);
}

ListedJob const* ListedJobs::next() {
    bool const any_held = taken_ < held_.size();
    if (has_ahead_ && (!any_held || ahead_.arrival <= held_[taken_].arrival)) {
        std::swap(current_, ahead_);
        read_ahead();
        return &current_;
    }
    return any_held ? &held_[taken_++] : nullptr;
}

std::uint64_t listed_job_count(Scenario const& scenario) {
    return scenario.listed_jobs.size() + (scenario.streamed_jobs ? scenario.streamed_jobs->size() : 0);
}

}  // namespace meridian
