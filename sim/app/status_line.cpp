#include "sim/app/status_line.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/console.hpp"
#include "sim/system/machine.hpp"

namespace meridian::app {
namespace {

constexpr std::chrono::milliseconds on_screen{200};
// The longer it takes, the fewer lines: about fifty in six hours.
constexpr std::chrono::seconds in_log{10};
constexpr std::chrono::minutes rarest_in_log{10};

}  // namespace

StatusLine::StatusLine(bool quiet)
    : quiet_{quiet},
      watched_{system::progress_is_watched()},
      begun_{Clock::now()},
      due_{begun_ + (watched_ ? Clock::duration{on_screen} : Clock::duration{in_log})} {}

StatusLine::~StatusLine() {
    clear();
}

bool StatusLine::due() {
    Clock::time_point const here = Clock::now();
    if (quiet_ || here < due_) return false;
    due_ = here + (watched_ ? Clock::duration{on_screen}
                            : std::clamp<Clock::duration>((here - begun_) / 8, in_log, rarest_in_log));
    return true;
}

void StatusLine::show(std::string_view line) {
    if (!watched_) {
        console::print_error("{}\n", line);
        return;
    }
    // A line that breaks cannot be written over.
    std::size_t const columns = system::progress_columns();
    std::string const shown =
        report::display_width(line) < columns ? std::string{line} : report::fitted(line, columns - 1);
    console::print_error("\r\033[K{}", shown);
    shown_ = true;
}

void StatusLine::clear() {
    if (shown_) console::write_error("\r\033[K");
    shown_ = false;
}

double StatusLine::seconds_since_start() const {
    return Seconds{Clock::now() - begun_}.count();
}

std::string time_left(double seconds) {
    return human_duration(std::chrono::ceil<std::chrono::seconds>(Seconds{std::min(seconds, 1e9)}));
}

}  // namespace meridian::app
