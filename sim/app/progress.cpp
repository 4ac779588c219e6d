#include "sim/app/progress.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::app {

bool RunProgress::keep_going(SimTime now, std::uint64_t events) {
    if (system::interrupted()) return false;
    if (!line_.due()) return true;
    double const spent_s = line_.seconds_since_start();
    double const share = std::min(1.0, in_seconds(now).count() / in_seconds(horizon_).count());
    auto const rate = human_count(static_cast<double>(events) / spent_s);
    line_.show(share < 1.0
                   ? fmt::format("{:3.0f} %  {} events/s  {} left", 100.0 * share, rate,
                                 time_left(spent_s * (1.0 - share) / std::max(share, 1e-9)))
                   : fmt::format("horizon reached, waiting for the measured jobs to end  {} events/s", rate));
    return true;
}

bool RunProgress::keep_searching(std::uint64_t searches) {
    if (system::interrupted()) return false;
    if (line_.due())
        line_.show(fmt::format("making paths  {} searches", human_count(static_cast<double>(searches))));
    return true;
}

}  // namespace meridian::app
