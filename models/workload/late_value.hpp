// What work that is done beyond its objective is still worth.
#pragma once

#include <algorithm>
#include <optional>

#include "models/units/time.hpp"

namespace meridian {

struct LateValue {
    double share{0.0};                     // of the value, just beyond the objective
    std::optional<Duration> to_zero_in{};  // > 0; falls in a line to nothing over so long; none: it stays

    // The share that remains so long beyond the objective. Precondition: late >= 0.
    [[nodiscard]] double remaining(Duration late) const {
        if (!to_zero_in) return share;
        double const gone = in_seconds(late).count() / in_seconds(*to_zero_in).count();
        return share * std::max(0.0, 1.0 - gone);
    }
};

}  // namespace meridian
