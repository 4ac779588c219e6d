#include "sim/app/phase_line.hpp"

#include <utility>

#include <fmt/format.h>

namespace meridian::app {

PhaseLine::PhaseLine(std::string phase, bool quiet) : phase_{std::move(phase)}, line_{quiet} {
    system::observe_checkpoints(this);
}

PhaseLine::~PhaseLine() {
    system::observe_checkpoints(nullptr);
}

void PhaseLine::reached_checkpoint() {
    if (line_.due()) line_.show(fmt::format("{}: {:.0f} s", phase_, line_.seconds_since_start()));
}

}  // namespace meridian::app
