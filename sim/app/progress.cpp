#include "sim/app/progress.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/machine.hpp"

namespace meridian::app {
namespace {

constexpr std::chrono::milliseconds on_screen{200};
constexpr std::chrono::seconds in_log{10};

// In whole seconds: an estimate has no more digits than that.
std::string time_left(double seconds) {
    return human_duration(std::chrono::ceil<std::chrono::seconds>(Seconds{std::min(seconds, 1e9)}));
}

}  // namespace

Progress::Progress(Duration horizon, bool quiet)
    : horizon_{horizon},
      quiet_{quiet},
      watched_{system::progress_is_watched()},
      begun_{Clock::now()},
      due_{begun_ + (watched_ ? Clock::duration{on_screen} : Clock::duration{in_log})} {}

Progress::~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

bool Progress::keep_going(SimTime now, std::uint64_t events) {
    if (system::interrupted()) return false;
    Clock::time_point const here = Clock::now();
    if (quiet_ || here < due_) return true;
    due_ = here + (watched_ ? Clock::duration{on_screen} : Clock::duration{in_log});
    double const spent_s = Seconds{here - begun_}.count();
    double const share = std::min(1.0, in_seconds(now).count() / in_seconds(horizon_).count());
    std::string const line =
        share < 1.0 ? fmt::format("{:3.0f} %  {} events/s  {} left", 100.0 * share,
                                  human_count(static_cast<double>(events) / spent_s),
                                  time_left(spent_s * (1.0 - share) / std::max(share, 1e-9)))
                    : fmt::format("horizon reached, waiting for the measured jobs to end  {} events/s",
                                  human_count(static_cast<double>(events) / spent_s));
    if (watched_) {
        fmt::print(stderr, "\r\033[K{}", line);
        std::fflush(stderr);
        shown_ = true;
    } else {
        fmt::print(stderr, "{}\n", line);
    }
    return true;
}

}  // namespace meridian::app
