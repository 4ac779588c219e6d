// Tells how far a run has come; also where a run hears of Ctrl-C.
#pragma once

#include "sim/app/status_line.hpp"
#include "sim/world/world.hpp"

namespace meridian::app {

class Progress final : public world::Monitor {
public:
    Progress(Duration horizon, bool quiet) : horizon_{horizon}, line_{quiet} {}
    [[nodiscard]] bool keep_going(SimTime now, std::uint64_t events) override;
    [[nodiscard]] bool keep_searching(std::uint64_t searches) override;

private:
    Duration horizon_;
    StatusLine line_;
};

}  // namespace meridian::app
