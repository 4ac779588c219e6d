// The progress of a job since it took its accelerators.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/units/time.hpp"

namespace meridian::state {

struct Progress {
    Duration held{};
    Duration done{};  // work done so far
    Duration kept{};  // part of it that an interruption does not undo: up to the last checkpoint
    Duration redone{}, restarting{}, writing{};
    Duration undone_early{};  // of the redone: work that had been done before the measured window
    Duration unkept_since{};  // how long it was held when it began what is done and not kept
    std::uint64_t interruptions{0};
    bool ended{false};

    // Held without lasting progress: redone + restarting + writing.
    [[nodiscard]] Duration lost() const { return held - done; }
    // The part of that within the measured window. Work counts as lost in the window if it was also done in it.
    [[nodiscard]] Duration lost_in_window() const { return redone - undone_early + restarting + writing; }
    // Undoes the work after the last checkpoint. `before`: held before the measured window.
    void fall_back(Duration before) {
        redone += done - kept;
        undone_early += std::clamp(before - unkept_since, Duration{0}, done - kept);
        done = kept;
    }
    // Undoes all of it. `at_open`: the progress when the measured window opened; none if the job did not run then.
    void lose_all(Progress const& at_open) {
        redone += done;
        undone_early = at_open.undone_early + at_open.done;
        done = kept = Duration{0};
    }
};

}  // namespace meridian::state
