#include "sim/scenario/draft.hpp"

#include <algorithm>

namespace meridian::scenario {

Draft::Draft(Draft const& from)
    : shared_location_{from.shared_location_},
      header_line_{from.header_line_},
      header_column_{from.header_column_},
      quoted_{from.quoted_},
      takes_header_unit_{from.takes_header_unit_} {
    // Each copy is whole before it moves into the variant.
    switch (from.kind()) {
        case Kind::null:
            return;
        case Kind::scalar:
            content_ = Content{std::string{from.text()}};
            return;
        case Kind::list:
            content_ = Content{List(from.items())};
            return;
        case Kind::map:
            content_ = Content{Map(from.entries())};
            return;
    }
}

Draft::Entry const* Draft::entry(std::string_view key) const {
    if (!is_map()) return nullptr;
    auto const found = std::ranges::find_if(entries(), [&](Entry const& e) { return e.key->text == key; });
    return found == entries().end() ? nullptr : &*found;
}

Draft const* Draft::find(std::string_view key) const {
    Entry const* const found = entry(key);
    return found == nullptr ? nullptr : &found->value;
}

Draft* Draft::find(std::string_view key) {
    if (!is_map()) return nullptr;
    auto const found = std::ranges::find_if(entries(), [&](Entry const& e) { return e.key->text == key; });
    return found == entries().end() ? nullptr : &found->value;
}

void Draft::set(Key key, Draft value) {
    auto const found =
        std::ranges::find_if(entries(), [&](Entry const& e) { return e.key->text == key.text; });
    if (found == entries().end()) {
        entries().push_back(Entry{std::make_shared<Key const>(std::move(key)), std::move(value)});
        return;
    }
    found->key = std::make_shared<Key const>(std::move(key));
    found->value = std::move(value);
}

void Draft::erase(std::string_view key) {
    std::erase_if(entries(), [&](Entry const& e) { return e.key->text == key; });
}

std::string_view words(Draft::Kind kind) {
    switch (kind) {
        case Draft::Kind::null:
            return "nothing";
        case Draft::Kind::scalar:
            return "a value";
        case Draft::Kind::list:
            return "a list";
        case Draft::Kind::map:
            return "a map";
    }
    return "nothing";
}

}  // namespace meridian::scenario
