// Whether two values of a key mean the same: `1 h` and `60 min` do.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/fields.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/rule_records.hpp"

namespace meridian::scenario {

// Of values of which only the form is known: equal texts, or numbers that are equal in a dimension that has the units of
// both; lists item by item, maps key by key in any order, `fcfs` as `{name: fcfs}`, `2 h` as `{constant: 2 h}`.
[[nodiscard]] bool equal_drafts(Draft const& a, Draft const& b);

// Whether the values of a kind are compared as it reads them. The others are compared by their form.
template <class Kind>
inline constexpr bool is_compared_as_read =
    std::equality_comparable<typename Kind::Value> && !std::same_as<Kind, Names> &&
    !std::same_as<Kind, NamedNumbers> && !std::same_as<Kind, Components> && !std::same_as<Kind, LimitText>;

// Nothing where it cannot be read.
template <class Kind>
[[nodiscard]] std::optional<typename Kind::Value> read_value(Kind const& kind, Draft const& draft) {
    Problems unsaid;
    typename Kind::Value value{};
    bool const good = kind.read(draft, value, Subject{&unsaid, {}, nullptr, "value"});
    return good ? std::optional{std::move(value)} : std::nullopt;
}

template <class Kind>
[[nodiscard]] bool equal_values(Kind const& kind, Draft const& a, Draft const& b) {
    if (a.is_scalar() && b.is_scalar() && a.text() == b.text()) return true;
    if constexpr (is_compared_as_read<Kind>) {
        auto const x = read_value(kind, a);
        auto const y = read_value(kind, b);
        if (x && y) return *x == *y;
    } else if constexpr (std::same_as<Kind, Names>) {
        auto const x = read_value(kind, a);
        auto const y = read_value(kind, b);
        if (x && y) return std::ranges::equal(*x, *y, {}, &Item::text, &Item::text);
    }
    return equal_drafts(a, b);
}

}  // namespace meridian::scenario
