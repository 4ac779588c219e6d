// The `fix:` of a name that does not exist.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"

namespace meridian::scenario {

// "<before>: a, b, c" with the first few names; `before` alone if there are none.
// Names: any range of strings.
template <class Names>
[[nodiscard]] std::string listing(std::string_view before, Names const& names) {
    constexpr std::size_t most_listed = 12;
    std::string text{before};
    std::size_t listed = 0;
    for (auto const& name : names) {
        text += listed == 0 ? ": " : ", ";
        text += listed == most_listed ? std::string_view{"..."} : std::string_view{name};
        if (++listed > most_listed) break;
    }
    return text;
}

// "did you mean 'hub1'?"; if no name is near, the listing behind `otherwise`.
template <class Names>
[[nodiscard]] std::string suggestion(std::string_view wrong, Names const& names, std::string_view otherwise) {
    auto const nearest = nearest_name(wrong, names);
    return nearest.empty() ? listing(otherwise, names) : fmt::format("did you mean '{}'?", nearest);
}

}  // namespace meridian::scenario
