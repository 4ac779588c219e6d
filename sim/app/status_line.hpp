// One line that shows the progress of something long: it rewrites itself on a terminal and is a plain line,
// less often, in a log.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace meridian::app {

class StatusLine {
public:
    explicit StatusLine(bool quiet);
    ~StatusLine();
    StatusLine(StatusLine const&) = delete;
    StatusLine& operator=(StatusLine const&) = delete;

    // Whether it is time for a new line.
    [[nodiscard]] bool due();
    void show(std::string_view line);
    // Takes it off the screen, so that other text may follow.
    void clear();
    [[nodiscard]] double seconds_since_start() const;

private:
    using Clock = std::chrono::steady_clock;

    bool quiet_;
    bool watched_;       // standard error is a terminal
    bool shown_{false};  // a self-rewriting line is on the screen
    Clock::time_point begun_;
    Clock::time_point due_;
};

// In whole seconds: an estimate has no more digits than that.
[[nodiscard]] std::string time_left(double seconds);

}  // namespace meridian::app
