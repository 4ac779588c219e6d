// Words of verdicts on load, as tables have them.
#pragma once

#include <string_view>

#include "sim/observe/load_tally.hpp"

namespace meridian::report {

[[nodiscard]] constexpr std::string_view words(observe::LoadVerdict verdict) {
    switch (verdict) {
        case observe::LoadVerdict::stable:
            return "stable";
        case observe::LoadVerdict::open:
            return "open";
        case observe::LoadVerdict::backlogged:
            return "backlogged";
        case observe::LoadVerdict::overloaded:
            break;
    }
    return "overloaded";
}

}  // namespace meridian::report
