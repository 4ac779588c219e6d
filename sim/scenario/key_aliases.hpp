// Names that authors write for keys: "lat" for 'latitude', "from" for 'a' of a link.
#pragma once

#include <span>
#include <string_view>

namespace meridian::scenario {

struct KeyAlias {
    std::string_view record;  // noun of the record ("node"), or key of the group ("requests")
    std::string_view alias;   // in small letters, with _ between words
    std::string_view key;     // of that record, or several with spaces between; empty: no key of it says that
    std::string_view fix{};   // what to write where the key alone does not say it
};

[[nodiscard]] std::span<KeyAlias const> key_aliases();

// Capitals and hyphens in `written` do not matter. nullptr: none.
[[nodiscard]] KeyAlias const* find_alias(std::string_view record, std::string_view written);

}  // namespace meridian::scenario
