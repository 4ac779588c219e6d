// Shows what a command is doing if it takes long, from one checkpoint to the next.
#pragma once

#include <string>

#include "sim/app/status_line.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::app {

class PhaseLine final : private system::CheckpointObserver {
public:
    // "reading results/n_plus_x". Observes checkpoints until the end of its scope; one at a time.
    PhaseLine(std::string phase, bool quiet);
    ~PhaseLine();
    PhaseLine(PhaseLine const&) = delete;
    PhaseLine& operator=(PhaseLine const&) = delete;

private:
    void reached_checkpoint() override;

    std::string phase_;
    StatusLine line_;
};

}  // namespace meridian::app
