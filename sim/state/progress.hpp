// How far a job has come since it took its accelerators.
#pragma once

#include <cstdint>

#include "models/units/time.hpp"

namespace meridian::state {

struct Progress {
    Duration held{};
    Duration done{};  // work that it stands at: that of the last checkpoint and what came after
    Duration kept{};  // of it: what an interruption leaves
    Duration redone{}, restarting{}, writing{};
    std::uint64_t interruptions{0};
    bool ended{false};

    // Held for nothing that stays: redone + restarting + writing.
    [[nodiscard]] Duration lost() const { return held - done; }
    // What comes after the last checkpoint is gone.
    void fall_back() {
        redone += done - kept;
        done = kept;
    }
};

}  // namespace meridian::state
