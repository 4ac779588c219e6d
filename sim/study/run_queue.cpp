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

// Each part plays the past again, so that there are no more parts than workers without other work.
void RunQueue::divide_front(std::size_t workers) {
    Assignment& front = waiting_.front();
    std::size_t const together = front.runs_together(0);
    std::size_t const alike = std::max<std::size_t>(1, left_ / together);
    std::size_t const parts = std::min(together, (workers + alike - 1) / alike);
    if (parts < 2) return;
    std::vector<Assignment> divided;
    for (std::size_t part = 0; part < parts; ++part)
        divided.push_back(front.take_front((part + 1) * together / parts - part * together / parts));
    Assignment rest = std::move(front);
    waiting_.pop_front();
    if (!rest.runs.empty()) waiting_.push_back(std::move(rest));
    waiting_.insert(waiting_.begin(), divided.begin(), divided.end());
    parts_ = parts;
}

Assignment RunQueue::take(std::size_t workers) {
    constexpr double long_enough_s = 0.5;
    constexpr double unknown_s = std::numeric_limits<double>::infinity();
    double const mean_s = played_ > 0 ? played_s_ / static_cast<double>(played_) : unknown_s;
    double const by_time = std::max(1.0, std::ceil(long_enough_s / std::max(mean_s, 1e-4)));
    std::size_t const fair = std::max<std::size_t>(1, left_ / (4 * workers));
    std::size_t const most = std::min(static_cast<std::size_t>(by_time), fair);
    if (parts_ == 0) divide_front(workers);
    bool const is_part = parts_ > 0;
    if (is_part) --parts_;
    Assignment next = std::move(waiting_.front());
    waiting_.pop_front();
    std::size_t count = next.runs_together(0);
    while (!is_part && count < next.runs.size() && count + next.runs_together(count) <= most)
        count += next.runs_together(count);
    Assignment taken = next.take_front(count);
    left_ -= count;
    batch_runs_ = count;
    batch_s_ = mean_s * static_cast<double>(count);
    if (!next.runs.empty()) waiting_.push_back(std::move(next));
    return taken;
}

std::optional<LostRun> RunQueue::release(Assignment left, std::optional<WorkerFailure> const& death) {
    std::optional<LostRun> failed;
    if (death && !left.runs.empty()) {
        std::int64_t const run = left.runs.front().run;
        AssignedPoint const& point = left.point_of(left.runs.front());
        bool const again = !death->for_good && died_.emplace(point.key, run).second;
        if (!again) {
            failed = LostRun{point.point, {point.key, run, 0.0, death->why, {}}};
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

double RunQueue::longest_s() const {
    return waiting_.empty() ? longest_s_
                            : longest_s_ * static_cast<double>(waiting_.front().runs_together(0));
}

}  // namespace meridian::study
