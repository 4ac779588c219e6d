// Shows the progress of a run; also the place where a run notices Ctrl-C.
#pragma once

#include "sim/app/status_line.hpp"
#include "sim/world/world.hpp"

namespace meridian::app {

class RunProgress final : public world::Monitor {
public:
    RunProgress(Duration horizon, bool quiet) : horizon_{horizon}, line_{quiet} {}
    [[nodiscard]] bool keep_going(SimTime now, std::uint64_t events) override;
    [[nodiscard]] bool keep_searching(std::uint64_t searches) override;

private:
    Duration horizon_;
    StatusLine line_;
};

}  // namespace meridian::app
