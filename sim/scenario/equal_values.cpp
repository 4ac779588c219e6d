#include "sim/scenario/equal_values.hpp"

#include <variant>

#include "models/units/parse.hpp"

namespace meridian::scenario {
namespace {

bool equal_texts(std::string const& a, std::string const& b) {
    if (a == b) return true;
    for (int d = 0; d < dimensions; ++d) {
        auto const x = parse_quantity(a, static_cast<Dimension>(d));
        auto const* const one = std::get_if<Parsed>(&x);
        if (one == nullptr) continue;
        auto const y = parse_quantity(b, static_cast<Dimension>(d));
        auto const* const other = std::get_if<Parsed>(&y);
        if (other != nullptr && one->value == other->value) return true;
    }
    return false;
}

bool equal_maps(Draft::Map const& a, Draft const& b) {
    return a.size() == b.entries().size() && std::ranges::all_of(a, [&](Draft::Entry const& entry) {
               Draft const* const other = b.find(entry.key->text);
               return other != nullptr && equal_drafts(entry.value, *other);
           });
}

// `fcfs` and `{name: fcfs}`, `2 h` and `{constant: 2 h}`.
bool is_short_for(Draft const& scalar, Draft const& map) {
    if (!scalar.is_scalar() || !map.is_map() || map.entries().size() != 1) return false;
    Draft::Entry const& only = map.entries().front();
    bool const says_it = only.key->text == "name" || only.key->text == "constant";
    return says_it && equal_drafts(scalar, only.value);
}

}  // namespace

bool equal_drafts(Draft const& a, Draft const& b) {
    if (a.kind() != b.kind()) return is_short_for(a, b) || is_short_for(b, a);
    switch (a.kind()) {
        case Draft::Kind::null:
            return true;
        case Draft::Kind::scalar:
            return equal_texts(a.text(), b.text());
        case Draft::Kind::list:
            return std::ranges::equal(a.items(), b.items(), equal_drafts);
        case Draft::Kind::map:
            return equal_maps(a.entries(), b);
    }
    return false;
}

}  // namespace meridian::scenario
