// The valid name that a user who wrote a wrong one most likely meant.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace meridian {

// The distance of two names with respect to typing errors: the smaller of the edit distances with and
// without regard to ASCII case, case breaking ties; empty if too far for a suggestion, that is
// more than max(2, length of wrong / 3), or nothing in common. Damerau-Levenshtein distances over code points
// (optimal string alignment: insert, delete, replace and swap of neighbours cost 1, and no part is edited
// twice); bytes that are not UTF-8 count one each.
struct NameDistance {
    std::size_t folded;
    std::size_t exact;
    friend constexpr auto operator<=>(NameDistance const&, NameDistance const&) = default;
};
[[nodiscard]] std::optional<NameDistance> nearness(std::string_view wrong, std::string_view name);

// Whether what the user wrote is one whole word of a longer name, "nearest" of "nearest_user"; ASCII case
// does not matter.
[[nodiscard]] bool is_word_of(std::string_view wrong, std::string_view name);

// The nearest of `names` (any range of strings), the first one of equally near ones; if none is near, the
// first of which `wrong` is a whole word; empty if there is none such either.
template <class Names>
[[nodiscard]] std::string nearest_name(std::string_view wrong, Names const& names) {
    std::optional<NameDistance> best;
    std::string nearest;
    for (auto const& candidate : names) {
        std::string_view const name{candidate};
        auto const near = nearness(wrong, name);
        if (!near || (best && *best <= *near)) continue;
        best = near;
        nearest = name;
    }
    if (best) return nearest;
    for (auto const& candidate : names) {
        if (is_word_of(wrong, candidate)) return std::string{candidate};
    }
    return {};
}

}  // namespace meridian
