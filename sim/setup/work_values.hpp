// Whether a scenario says what its work is worth.
#pragma once

#include <optional>
#include <string>

#include "sim/setup/scenario.hpp"

namespace meridian {

enum class ValuesGiven : std::uint8_t { none, some, all };

// Of the classes whose jobs use accelerators, and the services.
struct WorkValues {
    ValuesGiven given{ValuesGiven::none};
    std::string first_without;  // "class 'archive'"; empty if all are given
};
[[nodiscard]] WorkValues work_values(Scenario const& scenario);

}  // namespace meridian
