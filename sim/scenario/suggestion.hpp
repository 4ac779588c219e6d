// The `fix:` of a name that does not exist.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/scenario/former_names.hpp"

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

// Of `names`, the one that replaces the former name `wrong`, else the nearest; empty if there is neither.
template <class Names>
[[nodiscard]] std::string meant_name(std::string_view wrong, Names const& names) {
    std::string_view const present = present_name(wrong);
    bool const is_known = std::ranges::any_of(names, [&](std::string_view name) { return name == present; });
    return is_known ? std::string{present} : nearest_name(wrong, names);
}

// "did you mean 'hub1'?", "write 'utilisation', which replaces 'activity'"; if no name is near, the listing
// behind `otherwise`.
template <class Names>
[[nodiscard]] std::string suggestion(std::string_view wrong, Names const& names, std::string_view otherwise) {
    auto const nearest = meant_name(wrong, names);
    if (!nearest.empty() && nearest == present_name(wrong))
        return fmt::format("write '{}', which replaces '{}'", nearest, wrong);
    return nearest.empty() ? listing(otherwise, names) : fmt::format("did you mean '{}'?", nearest);
}

// A name without what makes no difference between products: case, spaces, hyphens.
[[nodiscard]] inline std::string plain_product(std::string_view name) {
    std::string plain;
    for (char const c : name) {
        if (c == ' ' || c == '-' || c == '_') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return plain;
}

// The same of products, whose names differ by a letter or a digit that is no typing error (H100, H200): the name that
// is equal but for case, spaces and hyphens, else the listing.
template <class Names>
[[nodiscard]] std::string product_suggestion(std::string_view wrong, Names const& names,
                                             std::string_view otherwise) {
    for (std::string_view const name : names) {
        if (plain_product(name) == plain_product(wrong)) return fmt::format("write '{}'", name);
    }
    return listing(otherwise, names);
}

}  // namespace meridian::scenario
