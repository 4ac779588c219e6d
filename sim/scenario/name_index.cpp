#include "sim/scenario/name_index.hpp"

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {

void NameIndex::reserve(std::size_t records) {
    names_.reserve(records);
    lines_.reserve(records);
    by_name_.reserve(records);
}

void NameIndex::add(std::string const& name, NamedDraft const& record, Problems* problems) {
    auto const index = static_cast<std::uint32_t>(names_.size());
    names_.push_back(name);
    lines_.push_back(record.draft == nullptr ? 0 : record.draft->shared_location().line);
    if (name.empty()) {  // reported already
        ++unreadable_;
        return;
    }
    auto const& own_key = record.key.empty() ? name : record.key;
    auto const same_key = owner_of(own_key);
    auto const [same_name, is_new_name] = by_name_.emplace(name, index);
    if (own_key != name) {
        by_key_.emplace(own_key, index);
        keyed_.insert(index);
    }
    if (problems == nullptr || (is_new_name && !same_key)) return;
    auto const location_of = [&](std::string_view written) {
        return record.written(written) ? record.location(written) : record.location();
    };
    if (!is_new_name) {
        problems->add(
            location_of("name"), fmt::format("there are two {} records named '{}'", noun_, name),
            fmt::format("give this one another 'name'; the first is in line {}", lines_[same_name->second]));
        return;
    }
    problems->add(
        location_of(record.written("key") ? "key" : "name"),
        fmt::format("the {} '{}' has the same key as '{}': {}", noun_, name, names_[*same_key], own_key),
        "give one of them another 'key'");
}

std::optional<std::uint32_t> NameIndex::owner_of(std::string const& key) const {
    if (auto const found = by_key_.find(key); found != by_key_.end()) return found->second;
    auto const named = find(key);
    return named && !keyed_.contains(*named) ? named : std::nullopt;
}

std::optional<std::uint32_t> NameIndex::find(std::string const& name) const {
    auto const found = by_name_.find(name);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::uint32_t> NameIndex::find(Item const& written, Problems& problems) const {
    if (auto const found = find(written.text)) return found;
    if (written.text.empty() || is_excused(written.text)) return std::nullopt;
    problems.add(written.where, fmt::format("there is no {} '{}'", noun_, written.text),
                 !problems.suggests() ? fmt::format("write a name that stands under '{}'", table_)
                                      : fix_for(written.text));
    return std::nullopt;
}

bool NameIndex::is_excused(std::string const& name) const {
    if (all_unreadable_ || excused_.contains(name)) return true;
    if (excused_.size() >= unreadable_ || !nearest_name(name, names_).empty()) return false;
    excused_.insert(name);
    return true;
}

std::string NameIndex::fix_for(std::string const& wrong) const {
    constexpr std::size_t most_compared = 2'000'000;
    if (names_.empty()) return fmt::format("write it under '{}', which is empty", table_);
    if (compared_ > most_compared) return fmt::format("write a name that stands under '{}'", table_);
    compared_ += names_.size();
    if (noun_ == "accelerator")
        return product_suggestion(wrong, names_, fmt::format("the names under '{}' are", table_));
    return suggestion(wrong, names_, fmt::format("the names under '{}' are", table_));
}

void expect_unreadable(ScenarioBuilder const& b) {
    for (NameIndex const* index :
         {&b.tier_names, &b.accelerator_names, &b.climate_names, &b.cooling_names, &b.grid_names,
          &b.tou_names, &b.tariff_names, &b.node_names, &b.link_names, &b.site_names, &b.pool_names,
          &b.region_names, &b.curve_names, &b.class_names, &b.service_names}) {
        if (!b.in.good(index->table())) index->expect_unreadable();
    }
}

}  // namespace meridian::scenario
