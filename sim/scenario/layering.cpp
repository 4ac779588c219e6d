#include "sim/scenario/layering.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/enums.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/subject.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

std::string text_of(Draft const& record, std::string_view key) {
    Draft const* const value = record.find(key);
    return value != nullptr && value->is_scalar() ? value->text() : std::string{};
}

std::string joined(Draft const& record, std::string_view first, std::string_view between,
                   std::string_view second) {
    auto const a = text_of(record, first);
    auto const b = text_of(record, second);
    return a.empty() || b.empty() ? std::string{} : fmt::format("{}{}{}", a, between, b);
}

// What goes with a record that is removed: records of another list that name it.
struct Belonging {
    std::string_view owner, list, key;
};
constexpr std::array<Belonging, 3> belongings{
    {{"sites", "pools", "site"}, {"nodes", "links", "a"}, {"nodes", "links", "b"}}};

// What a file says of one list of records.
struct ListLayer {
    Draft::List records;
    std::vector<Item> removed;
    bool replaces{false};
    bool only{false};
};

bool is_layer(Draft const& value) {
    return value.find("records") != nullptr || value.find("remove") != nullptr ||
           value.find("replace") != nullptr || value.find("only") != nullptr;
}

bool is_set(Draft const& value, std::string_view key) {
    bool set = false;
    Problems ignored;  // reported when the file was read
    if (Draft const* const given = value.find(key))
        static_cast<void>(Bool{}.read(*given, set, {&ignored, key, nullptr, ""}));
    return set;
}

std::vector<Item> removed_of(Draft const& value) {
    std::vector<Item> removed;
    Problems ignored;  // reported when the file was read
    if (Draft const* const names = value.find("remove"))
        static_cast<void>(read_items(*names, removed, {&ignored, "remove", nullptr, ""}, "[hub1]"));
    return removed;
}

ListLayer layer_of(Draft value) {
    ListLayer layer;
    if (value.is_list()) {
        layer.records = std::move(value.items());
        return layer;
    }
    layer.removed = removed_of(value);
    layer.replaces = is_set(value, "replace");
    layer.only = is_set(value, "only");
    if (Draft* const records = value.find("records"); records != nullptr && records->is_list())
        layer.records = std::move(records->items());
    return layer;
}

bool names(std::vector<Item> const& items, std::string const& name) {
    return !name.empty() && std::ranges::find(items, name, &Item::text) != items.end();
}

// Names of the records of a list that the files below lose by what stands over them.
class Lost {
public:
    Lost(std::string_view list, Draft const& over) : removed_{removed_of(over)} {
        Draft const* const records = over.find("records");
        only_ = is_set(over, "only");
        if (!only_ || records == nullptr || !records->is_list()) return;
        for (Draft const& record : records->items())
            kept_.insert(record_name(list, record));
    }
    [[nodiscard]] bool has(std::string const& name) const {
        return names(removed_, name) || (only_ && !kept_.contains(name));
    }

private:
    std::vector<Item> removed_;
    bool only_;
    std::unordered_set<std::string> kept_;
};

// Takes from the files below what goes with what is removed.
void remove_belongings(Draft const& own, Draft& below) {
    for (Belonging const& one : belongings) {
        Draft const* const owners = own.find(one.owner);
        Draft* const list = below.find(one.list);
        if (owners == nullptr || list == nullptr) continue;
        Lost const lost{one.owner, *owners};
        Draft* const records = list->is_map() ? list->find("records") : list;
        if (records == nullptr || !records->is_list()) continue;
        std::erase_if(records->items(),
                      [&](Draft const& record) { return lost.has(text_of(record, one.key)); });
    }
}

Draft list_of(SharedLocation where, Draft::List records) {
    Draft list = Draft::list(std::move(where));
    list.items() = std::move(records);
    return list;
}

// A list, or a map if there is more to say to files below.
Draft draft_of(SharedLocation const& where, ListLayer layer) {
    Draft list = list_of(where, std::move(layer.records));
    if (layer.removed.empty() && !layer.replaces && !layer.only) return list;
    Draft map = Draft::map(where);
    map.set({"records", where}, std::move(list));
    Draft removed = Draft::list(where);
    for (Item& item : layer.removed) {
        SharedLocation at{std::make_shared<std::string const>(item.where.file), item.where.line,
                          item.where.column};
        removed.items().push_back(Draft::scalar(std::move(at), std::move(item.text)));
    }
    if (!removed.items().empty()) map.set({"remove", where}, std::move(removed));
    if (layer.replaces) map.set({"replace", where}, Draft::scalar(where, "true"));
    if (layer.only) map.set({"only", where}, Draft::scalar(where, "true"));
    return map;
}

// Maps merge deep.
void fill(Draft& own, Draft below) {
    if (!own.is_map() || !below.is_map()) return;
    std::unordered_map<std::string_view, std::size_t> positions;
    for (std::size_t i = 0; i < own.entries().size(); ++i)
        positions.emplace(own.entries()[i].key->text, i);
    for (auto& entry : below.entries()) {
        auto const found = positions.find(entry.key->text);
        if (found == positions.end()) {
            own.entries().push_back(std::move(entry));
        } else {
            fill(own.entries()[found->second].value, std::move(entry.value));
        }
    }
}

// Gives each record what it lacks of the first of its name below.
void fill_by_name(std::string_view list, Draft::List& own, Draft::List below) {
    std::unordered_map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < below.size(); ++i)
        positions.emplace(record_name(list, below[i]), i);
    for (Draft& record : own) {
        auto const found = positions.find(record_name(list, record));
        if (found == positions.end() || found->first.empty()) continue;
        fill(record, std::move(below[found->second]));
        positions.erase(found);
    }
}

// Precondition: both say something of records.
void lay_list_over(std::string_view list, Draft& own, Draft below) {
    ListLayer upper = layer_of(own);
    if (upper.replaces) return;
    ListLayer lower = layer_of(std::move(below));
    auto const before = upper.removed;
    for (Draft const& record : lower.records) {
        auto const name = record_name(list, record);
        std::erase_if(upper.removed, [&](Item const& item) { return item.text == name; });
    }
    std::erase_if(lower.records,
                  [&](Draft const& record) { return names(before, record_name(list, record)); });
    if (upper.only) {
        fill_by_name(list, upper.records, std::move(lower.records));
    } else {
        merge_by_name(list, upper.records, std::move(lower.records));
    }
    std::ranges::move(lower.removed, std::back_inserter(upper.removed));
    upper.replaces = lower.replaces;
    upper.only = upper.only || lower.only;
    own = draft_of(own.shared_location(), std::move(upper));
}

bool speaks_of_records(Draft const& value) {
    return value.is_list() || (value.is_map() && is_layer(value));
}

}  // namespace

bool is_record_list(std::string_view key) {
    return std::ranges::find(record_lists, key) != record_lists.end();
}

std::string record_name(std::string_view list, Draft const& record) {
    auto name = text_of(record, "name");
    if (!name.empty()) return name;
    if (list == "pools") return joined(record, "site", "/", "accelerator");
    if (list == "links") return joined(record, "a", "-", "b");
    return list == "provenance" ? text_of(record, "what") : std::string{};
}

std::string record_suggestion(std::string_view list, std::string_view wrong,
                              std::vector<std::string> const& names, std::string_view otherwise) {
    if (list == "accelerators") return product_suggestion(wrong, names, otherwise);
    if (list != "pools" || wrong.find('/') == std::string_view::npos)
        return suggestion(wrong, names, otherwise);
    auto const model_of = [](std::string_view pool) {
        return plain_product(pool.substr(pool.rfind('/') + 1));
    };
    std::vector<std::string> same_model;
    for (std::string const& name : names) {
        if (model_of(name) == model_of(wrong)) same_model.push_back(name);
    }
    return same_model.empty() ? listing(otherwise, names) : suggestion(wrong, same_model, otherwise);
}

bool merges_by_name(std::string_view list) {
    return is_record_list(list) && list != "jobs";
}

void merge_by_name(std::string_view list, Draft::List& own, Draft::List below) {
    std::unordered_multimap<std::string, std::size_t> places;  // of own records by name
    for (std::size_t i = own.size(); i-- > 0;) {               // so that the first of one name is found first
        auto name = record_name(list, own[i]);
        if (!name.empty()) places.emplace(std::move(name), i);
    }
    std::vector<bool> placed(own.size(), false);
    Draft::List all;
    all.reserve(own.size() + below.size());
    for (Draft& record : below) {
        auto const [first, last] = places.equal_range(record_name(list, record));
        auto const found =
            std::min_element(first, last, [](auto const& a, auto const& b) { return a.second < b.second; });
        if (found == last) {
            all.push_back(std::move(record));
            continue;
        }
        std::size_t const i = found->second;
        places.erase(found);
        fill(own[i], std::move(record));
        all.push_back(std::move(own[i]));
        placed[i] = true;
    }
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (!placed[i]) all.push_back(std::move(own[i]));
    }
    own = std::move(all);
}

void lay_over(Draft& own, Draft below) {
    if (!own.is_map() || !below.is_map()) return;
    remove_belongings(own, below);
    for (auto& entry : own.entries()) {
        Draft* const lower = below.find(entry.key->text);
        bool const merges = lower != nullptr && merges_by_name(entry.key->text) &&
                            speaks_of_records(entry.value) && speaks_of_records(*lower);
        if (!merges) continue;
        lay_list_over(entry.key->text, entry.value, std::move(*lower));
        below.erase(entry.key->text);
    }
    fill(own, std::move(below));
}

void settle_lists(Draft& root, Problems& problems) {
    for (auto& entry : root.entries()) {
        if (!is_record_list(entry.key->text) || !entry.value.is_map() || !is_layer(entry.value)) continue;
        auto const where = entry.value.shared_location();
        ListLayer layer = layer_of(std::move(entry.value));
        std::vector<std::string> known;
        for (Draft const& record : layer.records)
            known.push_back(record_name(entry.key->text, record));
        for (Item const& item : layer.replaces ? std::vector<Item>{} : layer.removed)
            problems.add(item.where,
                         fmt::format("there is no record '{}' of '{}' to remove", item.text, entry.key->text),
                         suggestion(item.text, known, "name one of these"));
        entry.value = list_of(where, std::move(layer.records));
    }
}

}  // namespace meridian::scenario
