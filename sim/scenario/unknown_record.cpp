#include "sim/scenario/unknown_record.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scenario/layering.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {

namespace {

// Of what stands lowest: a record of a file over others ends with what it has from them.
std::string const& file_of(Draft const& record) {
    auto const& entries = record.entries();
    return *(entries.empty() ? record.shared_location() : entries.back().key->shared_location).file;
}

}  // namespace

bool is_common_key(std::string_view key) {
    constexpr std::array<std::string_view, 6> common{"display_name", "name_zh", "key",
                                                     "source",       "grade",   "note"};
    return std::ranges::find(common, key) != common.end();
}

bool report_unknown_record(std::string_view list_key, Draft const& list, Draft const& record,
                           std::span<std::string_view const> missing, Subject const& subject) {
    Draft const& first = list.items().front();
    auto const& file = file_of(record);
    if (!merges_by_name(list_key) || !first.is_map() || file_of(first) == file) return false;
    auto const name = record_name(list_key, record);
    if (name.empty()) return false;
    std::vector<std::string> names;
    for (Draft const& other : list.items()) {
        if (other.is_map() && file_of(other) != file) names.push_back(record_name(list_key, other));
    }
    auto const fix =
        subject.problems->suggests()
            ? record_suggestion(list_key, name, names, "add these keys, or write one of the names")
            : std::string{"add these keys, or write the name of another record"};
    auto const* const written = record.find("name");
    subject.problems->add((written == nullptr ? record : *written).location(),
                          fmt::format("there is no {} '{}' to change, and a new one needs '{}'", subject.noun,
                                      name, fmt::join(missing, "', '")),
                          fix);
    return true;
}

}  // namespace meridian::scenario
