// The word for the state of a site.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "models/map/places.hpp"

namespace meridian::report {

// "existing", "committed" or "candidate"; " dark" behind it where the site is energised after the start of the run.
[[nodiscard]] inline std::string site_state_words(Site const& site) {
    constexpr std::array<std::string_view, 3> words{"existing", "committed", "candidate"};
    return std::string{words[static_cast<std::size_t>(site.state)]} + (site.energised ? "" : " dark");
}

}  // namespace meridian::report
