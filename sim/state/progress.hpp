// How far a job has come since it took its accelerators.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/units/time.hpp"

namespace meridian::state {

struct Progress {
    Duration held{};
    Duration done{};  // work that it stands at: that of the last checkpoint and what came after
    Duration kept{};  // of it: what an interruption leaves
    Duration redone{}, restarting{}, writing{};
    Duration undone_early{};  // of the redone: work that had been done before the measured window
    Duration unkept_since{};  // how long it was held when it began what is done and not kept
    std::uint64_t interruptions{0};
    bool ended{false};

    // Held for nothing that stays: redone + restarting + writing.
    [[nodiscard]] Duration lost() const { return held - done; }
    // Of that, what the window saw: work counts as lost in it if it was also done in it.
    [[nodiscard]] Duration lost_in_window() const { return redone - undone_early + restarting + writing; }
    // What comes after the last checkpoint is gone. `before`: held before the measured window.
    void fall_back(Duration before) {
        redone += done - kept;
        undone_early += std::clamp(before - unkept_since, Duration{0}, done - kept);
        done = kept;
    }
};

}  // namespace meridian::state
