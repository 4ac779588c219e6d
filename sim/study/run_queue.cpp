#include "sim/study/run_queue.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace meridian::study {

RunQueue::RunQueue(std::vector<Assignment> wanted) {
    for (Assignment& one : wanted) {
        if (one.runs.empty()) continue;
        left_ += one.runs.size();
        waiting_.push_back(std::move(one));
    }
}

Assignment RunQueue::take(std::size_t workers) {
    constexpr double long_enough_s = 0.5;
    constexpr double unknown_s = std::numeric_limits<double>::infinity();
    double const mean_s = played_ > 0 ? played_s_ / static_cast<double>(played_) : unknown_s;
    double const by_time = std::max(1.0, std::ceil(long_enough_s / std::max(mean_s, 1e-4)));
    std::size_t const fair = std::max<std::size_t>(1, left_ / (4 * workers));
    Assignment next = std::move(waiting_.front());
    waiting_.pop_front();
    Assignment taken{next.point, next.changes, next.key, {}};
    for (auto n = std::min(static_cast<std::size_t>(by_time), fair); n > 0 && !next.runs.empty(); --n) {
        taken.runs.push_back(next.runs.front());
        next.runs.pop_front();
    }
    left_ -= taken.runs.size();
    batch_runs_ = taken.runs.size();
    batch_s_ = mean_s * static_cast<double>(batch_runs_);
    if (!next.runs.empty()) waiting_.push_back(std::move(next));
    return taken;
}

std::optional<Row> RunQueue::release(Assignment left, std::optional<WorkerFailure> const& death) {
    std::optional<Row> failed;
    if (death && !left.runs.empty()) {
        std::int64_t const run = left.runs.front();
        bool const again = !death->for_good && died_.emplace(left.key, run).second;
        if (!again) {
            failed = Row{left.key, run, 0.0, death->why, {}};
            left.runs.pop_front();
        }
    }
    if (!left.runs.empty()) {
        left_ += left.runs.size();
        waiting_.push_back(std::move(left));
    }
    return failed;
}

void RunQueue::heard(Row const& row) {
    if (row.run == static_run) return;  // an estimate, which takes no time
    played_s_ += row.wall_s;
    longest_s_ = std::max(longest_s_, row.wall_s);
    ++played_;
}

}  // namespace meridian::study
