// The `fix:` of a name that does not exist.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"

namespace meridian::scenario {

// "did you mean 'hub1'?"; if no name is near, "<otherwise>: a, b, c" with the first few names.
// Names: any range of strings.
template <class Names>
[[nodiscard]] std::string suggestion(std::string_view wrong, Names const& names, std::string_view otherwise) {
    constexpr std::size_t most_listed = 12;
    if (auto const nearest = nearest_name(wrong, names); !nearest.empty()) {
        return fmt::format("did you mean '{}'?", nearest);
    }
    std::string text{otherwise};
    std::size_t listed = 0;
    for (auto const& name : names) {
        text += listed == 0 ? ": " : ", ";
        text += listed == most_listed ? std::string_view{"..."} : std::string_view{name};
        if (++listed > most_listed) break;
    }
    return listed == 0 ? text + ": there is none yet" : text;
}

}  // namespace meridian::scenario
