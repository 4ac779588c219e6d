// Executes runs on the processors of this machine.
#pragma once

#include <utility>
#include <vector>

#include "sim/study/runner.hpp"
#include "sim/study/worker_pool.hpp"

namespace meridian::study {

class LocalRunner final : public Runner {
public:
    // `begun_s`: as of WorkerPool.
    LocalRunner(unsigned workers, Limits limits, PlayAssignment play, double begun_s = 0.0)
        : pool_{workers, limits, std::move(play), begun_s} {}

    [[nodiscard]] bool play(std::vector<Assignment> wanted, SweepListener& listener) override;

private:
    WorkerPool pool_;
};

}  // namespace meridian::study
