// A point's key by its hash: a quarter of what its text takes, and soon compared.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace meridian::study {

struct RowKey {
    std::uint64_t high{0}, low{0};

    friend auto operator<=>(RowKey const&, RowKey const&) = default;
};

// XXH3 with 128 bits (xxHash 0.8).
[[nodiscard]] RowKey row_key(std::string_view text);

}  // namespace meridian::study
