// Which runs are next, by whoever is free. Knows no clock and no processes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/study/assignment.hpp"

namespace meridian::study {

// Why a worker has ended before its runs were done.
struct WorkerFailure {
    std::string why;
    bool for_good{false};  // the run at which it died is not tried again
};

// The row of a run that has failed for good, and the number of its point in the study.
struct LostRun {
    std::size_t point{0};
    Row row;
};

class RunQueue {
public:
    RunQueue() = default;
    explicit RunQueue(std::vector<Assignment> wanted);

    [[nodiscard]] bool empty() const { return waiting_.empty(); }
    [[nodiscard]] std::size_t runs_left() const { return left_; }

    // Runs of the next point, first runs of all points first: as many as take about half a second, so that
    // making the scenario does not count, and few enough at the end that no worker waits for another. Of a family the
    // runs of one number, since they share a past; in equal parts if there are fewer families left than workers.
    // `workers`: how many workers take runs from the queue. Precondition: not empty.
    [[nodiscard]] Assignment take(std::size_t workers);
    // What a worker has not done. The first of its runs is the one at which it died, if it did; if that is
    // not tried again, what it came to.
    [[nodiscard]] std::optional<LostRun> release(Assignment left, std::optional<WorkerFailure> const& death);

    void heard(Row const& row);
    // That the next assignment may last, by the longest run heard of. Shorter ones than half a second are not counted
    // together.
    [[nodiscard]] double longest_s() const;
    // What the last assignment is expected to last; infinite where nothing is known of the runs.
    [[nodiscard]] double batch_s() const { return batch_s_; }
    // Assignments as large as the last that the runs waiting would make.
    [[nodiscard]] std::size_t batches_left() const { return left_ / batch_runs_; }

private:
    void divide_front(std::size_t workers);

    std::deque<Assignment> waiting_;
    std::size_t parts_{0};  // at the front, parts of one family that are not divided further
    std::size_t left_{0};   // runs waiting
    double played_s_{0.0};
    double longest_s_{0.0};
    double batch_s_{std::numeric_limits<double>::infinity()};
    std::size_t batch_runs_{1};
    std::size_t played_{0};
    std::set<std::pair<std::string, std::int64_t>> died_;  // runs whose process has died once
};

}  // namespace meridian::study
