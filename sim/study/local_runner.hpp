// Executes runs on the processors of this machine.
#pragma once

#include <utility>
#include <vector>

#include "sim/study/runner.hpp"
#include "sim/study/worker_pool.hpp"

namespace meridian::study {

class LocalRunner final : public Runner {
public:
    LocalRunner(unsigned workers, Limits limits, PlayerOf player_of)
        : pool_{workers, limits, std::move(player_of)} {}

    [[nodiscard]] bool play(std::vector<Assignment> wanted, SweepListener& listener) override;

private:
    WorkerPool pool_;
};

}  // namespace meridian::study
