// What a run takes, from its scenario alone: how often it does the things that it does most often, and about
// how long they take on one processor of 2020. A run that waits in long queues takes longer.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian {

struct Load {
    std::string_view what;    // "arrivals"
    std::string_view lessen;  // "lower the rates": what makes it smaller
    double count{0.0};
    double seconds{0.0};  // for all of them
    double bytes{0.0};    // kept until the end of the run
};

struct Effort {
    std::vector<Load> loads;  // not empty; the longest first

    [[nodiscard]] double seconds() const;
    [[nodiscard]] double bytes() const;
};

[[nodiscard]] Effort effort_of(Scenario const& scenario);

// Jobs that arrive in a run, on average.
[[nodiscard]] double expected_arrivals(Scenario const& scenario);

// Beyond the first a warning, beyond the second an error unless large runs are allowed.
struct EffortLimits {
    double warned;
    double refused;
};
inline constexpr EffortLimits run_seconds{60.0, 3600.0};
inline constexpr EffortLimits run_bytes{4e9, 32e9};
inline constexpr EffortLimits log_rows{1e7, 1e9};
inline constexpr EffortLimits study_runs{1e5, 1e7};

}  // namespace meridian
