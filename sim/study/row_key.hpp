// A point's key as a number: a quarter of what its text takes, and soon compared.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace meridian::study {

struct RowKey {
    std::uint64_t high{0}, low{0};

    friend auto operator<=>(RowKey const&, RowKey const&) = default;
};

// Of point_key()'s 32 hexadecimal digits their value, of another text its hash.
[[nodiscard]] RowKey row_key(std::string_view text);

}  // namespace meridian::study
