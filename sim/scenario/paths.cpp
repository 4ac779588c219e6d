#include "sim/scenario/paths.hpp"

#include <charconv>

#include <fmt/format.h>

#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

Draft const* by_number(Draft const& list, std::string_view part) {
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    bool const whole = error == std::errc{} && end == part.data() + part.size();
    return whole && number < list.items().size() ? &list.items()[number] : nullptr;
}

std::vector<std::string> names_in(Draft const& at) {
    std::vector<std::string> names;
    if (at.is_map()) {
        for (auto const& entry : at.entries())
            names.push_back(entry.key->text);
    }
    if (at.is_list()) {
        for (auto const& item : at.items()) {
            auto const* const name = item.find("name");
            if (name != nullptr && name->is_scalar()) names.push_back(name->text());
        }
    }
    return names;
}

}  // namespace

Draft const* PathIndex::child(Draft const& at, std::string_view name) const {
    if (at.is_map()) return at.find(name);
    if (!at.is_list()) return nullptr;
    auto const [known, is_new] = names_.try_emplace(&at);
    if (is_new) {
        for (auto const& item : at.items()) {
            auto const* const own = item.find("name");
            if (own != nullptr && own->is_scalar()) known->second.emplace(own->text(), &item);
        }
    }
    auto const found = known->second.find(name);
    return found != known->second.end() ? found->second : by_number(at, name);
}

bool PathIndex::exists(Draft const& at, std::string_view path) const {
    for (auto end = path.find('.');; end = path.find('.', end + 1)) {
        auto const* const inner = child(at, path.substr(0, end));
        if (end == std::string_view::npos) return inner != nullptr;
        if (inner != nullptr && exists(*inner, path.substr(end + 1))) return true;
    }
}

std::string PathIndex::fix_for(std::string_view path) const {
    Draft const* at = &root_;
    while (true) {
        auto const dot = path.find('.');
        auto const part = path.substr(0, dot);
        auto const* const inner = child(*at, part);
        if (inner == nullptr || dot == std::string_view::npos) {
            return suggestion(part, names_in(*at), "name a key or record that this scenario has");
        }
        at = inner;
        path.remove_prefix(dot + 1);
    }
}

}  // namespace meridian::scenario
