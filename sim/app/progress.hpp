// Tells how far a run has come: a line that rewrites itself on a terminal, plain lines in a log.
// Also where a run hears of Ctrl-C.
#pragma once

#include <chrono>
#include <string>

#include "sim/world/world.hpp"

namespace meridian::app {

class Progress final : public world::Monitor {
public:
    Progress(Duration horizon, bool quiet);
    ~Progress() override;
    [[nodiscard]] bool keep_going(SimTime now, std::uint64_t events) override;

private:
    using Clock = std::chrono::steady_clock;

    Duration horizon_;
    bool quiet_;
    bool watched_;       // standard error is a terminal
    bool shown_{false};  // a self-rewriting line is on the screen
    Clock::time_point begun_;
    Clock::time_point due_;  // when to tell next
};

}  // namespace meridian::app
