#include "sim/scenario/scenario_difference.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/equal_values.hpp"
#include "sim/scenario/layering.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/streamed_table.hpp"

namespace meridian::scenario {
namespace {

constexpr std::array<std::string_view, 7> annotations{"display_name", "name_zh", "source", "grade",
                                                      "note",         "clause",  "date"};

constexpr bool is_price(Dimension dimension) {
    constexpr std::array prices{Dimension::energy_price, Dimension::data_price,     Dimension::lease,
                                Dimension::money,        Dimension::price_of_power, Dimension::carbon_price,
                                Dimension::work_price,   Dimension::request_price,  Dimension::token_price};
    return std::ranges::find(prices, dimension) != prices.end();
}

std::string scalar_text(Draft const& record, std::string_view key) {
    Draft const* const value = record.find(key);
    return value != nullptr && value->is_scalar() ? value->text() : std::string{};
}

// A time in the largest unit in which it is whole, so that equal ones have equal texts.
std::string time_text(Draft const& record, std::string_view key) {
    Draft const* const value = record.find(key);
    auto const time = value == nullptr ? std::nullopt : read_value(Real<Duration>{not_negative}, *value);
    if (!time) return {};
    constexpr std::array units{std::pair{std::int64_t{86'400'000'000'000}, "d"},
                               std::pair{std::int64_t{3'600'000'000'000}, "h"},
                               std::pair{std::int64_t{60'000'000'000}, "min"}};
    for (auto const& [unit, name] : units) {
        if (time->count() != 0 && time->count() % unit == 0)
            return fmt::format("{} {}", time->count() / unit, name);
    }
    return counted_text(time->count(), Dimension::duration);
}

// How a record is called, which identifies it but for records that are called alike.
std::string label_of(std::string_view list, Draft const& record) {
    auto name = record_name(list, record);
    if (!name.empty()) return name;
    return fmt::format("{} of {} at {}", scalar_text(record, "class"), scalar_text(record, "origin"),
                       time_text(record, "at"));
}

struct LabelledRecord {
    std::string label;  // of several that are called alike, the second with " #2" behind it
    Draft const* draft;
};

std::vector<LabelledRecord> records_of(std::string_view list, Draft const* draft) {
    std::vector<LabelledRecord> all;
    if (draft == nullptr || !draft->is_list()) return all;
    std::unordered_map<std::string, std::size_t> seen;
    all.reserve(draft->items().size());
    for (Draft const& item : draft->items()) {
        std::string label = label_of(list, item);
        std::size_t const number = ++seen[label];
        if (number > 1) label += fmt::format(" #{}", number);
        all.push_back({std::move(label), &item});
    }
    return all;
}

bool is_streamed(Draft const* draft) {
    return draft != nullptr && is_streamed_table(*draft);
}

std::string streamed_text(Draft const* draft) {
    if (!is_streamed(draft)) return draft == nullptr ? std::string{} : "a list of records";
    return fmt::format("{} (content {})", streamed_file(*draft).filename().string(),
                       streamed_content(*draft));
}

// Visits the declarations of a record: what differs in its keys, and in the lists of the root.
class KeyComparison {
public:
    KeyComparison(Draft const* a, Draft const* b, std::vector<ValueDifference>& values,
                  ScenarioDifference* lists, std::string prefix = {})
        : a_{a}, b_{b}, values_{values}, lists_{lists}, prefix_{std::move(prefix)} {}

    template <class Target, class Kind>
    void required(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view /*doc*/) {
        compare(key, kind, nullptr);
    }
    template <class Target, class Kind>
    void optional(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view /*doc*/) {
        compare(key, kind, nullptr);
    }
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view text,
                   std::string_view /*doc*/) {
        if (find(a_, key) == nullptr && find(b_, key) == nullptr) return;
        Draft const standard = Draft::scalar({}, std::string{text});
        compare(key, kind, &standard);
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view /*doc*/) {
        Draft const* const a = find(a_, key);
        Draft const* const b = find(b_, key);
        if (a == nullptr && b == nullptr) return;
        KeyComparison nested{a, b, values_, nullptr, path(key) + "."};
        fields(nested, inner);
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view noun,
                 std::string_view /*doc*/) {
        if (lists_ == nullptr) return;
        Draft const* const a = find(a_, key);
        Draft const* const b = find(b_, key);
        if (is_streamed(a) || is_streamed(b)) return compare_tables(key, a, b);
        compare_records<Record>(key, noun, records_of(key, a), records_of(key, b));
    }

private:
    static Draft const* find(Draft const* record, std::string_view key) {
        return record == nullptr ? nullptr : record->find(key);
    }
    [[nodiscard]] std::string path(std::string_view key) const { return prefix_ + std::string{key}; }

    template <class Kind>
    [[nodiscard]] ValueKind value_kind(std::string_view key, Kind const& kind) const {
        bool const names_scenario = lists_ != nullptr && key == "name";
        if (names_scenario || std::ranges::find(annotations, key) != annotations.end())
            return ValueKind::annotation;
        if constexpr (std::derived_from<Kind, NumberKind>) {
            if (is_price(kind.dimension)) return ValueKind::price;
        }
        return ValueKind::figure;
    }

    template <class Kind>
    void compare(std::string_view key, Kind const& kind, Draft const* standard) {
        Draft const* const a = find(a_, key);
        Draft const* const b = find(b_, key);
        if (a == nullptr && b == nullptr) return;
        if constexpr (std::same_as<Kind, NamedNumbers>) {
            if (is_map_or_none(a) && is_map_or_none(b)) return compare_named(key, kind, a, b);
        }
        Draft const* const left = a != nullptr ? a : standard;
        Draft const* const right = b != nullptr ? b : standard;
        if (left != nullptr && right != nullptr && equal_values(kind, *left, *right)) return;
        values_.push_back({path(key), text(a, standard), text(b, standard), value_kind(key, kind)});
    }

    static std::string text(Draft const* written, Draft const* standard) {
        if (written != nullptr) return value_text(*written);
        return standard == nullptr ? std::string{} : value_text(*standard) + " (default)";
    }

    static bool is_map_or_none(Draft const* draft) { return draft == nullptr || draft->is_map(); }

    // Each number by its name.
    void compare_named(std::string_view key, NamedNumbers const& kind, Draft const* a, Draft const* b) {
        std::vector<std::string> names;
        for (Draft const* const map : {a, b}) {
            if (map == nullptr) continue;
            for (auto const& entry : map->entries()) {
                if (std::ranges::find(names, entry.key->text) == names.end())
                    names.push_back(entry.key->text);
            }
        }
        KeyComparison nested{a, b, values_, nullptr, path(key) + "."};
        for (std::string const& name : names)
            nested.compare(name, Real{Dimension::number, kind.range}, nullptr);
    }

    void compare_tables(std::string_view key, Draft const* a, Draft const* b) {
        bool const both = is_streamed(a) && is_streamed(b);
        if (both && streamed_content(*a) == streamed_content(*b)) return;
        values_.push_back({std::string{key}, streamed_text(a), streamed_text(b), ValueKind::figure});
    }

    template <class Record>
    void compare_records(std::string_view key, std::string_view noun, std::vector<LabelledRecord> const& a,
                         std::vector<LabelledRecord> const& b) {
        ListDifference count{std::string{key}, std::string{noun}, a.size(), b.size()};
        std::unordered_map<std::string_view, Draft const*> others;
        for (LabelledRecord const& one : b)
            others.emplace(one.label, one.draft);
        auto const add = [&](std::string const& name, RecordChange change,
                             std::vector<ValueDifference> values = {}) {
            lists_->records.push_back({count.list, count.noun, name, change, std::move(values)});
        };
        Record record{};
        for (LabelledRecord const& one : a) {
            auto const other = others.find(one.label);
            if (other == others.end()) {
                ++count.removed;
                add(one.label, RecordChange::removed);
                continue;
            }
            std::vector<ValueDifference> values;
            KeyComparison keys{one.draft, other->second, values, nullptr};
            fields(keys, record);
            others.erase(other);
            if (values.empty()) continue;
            ++count.changed;
            add(one.label, RecordChange::changed, std::move(values));
        }
        for (LabelledRecord const& one : b) {
            if (!others.contains(one.label)) continue;
            ++count.added;
            add(one.label, RecordChange::added);
        }
        if (count.added + count.removed + count.changed > 0) lists_->lists.push_back(std::move(count));
    }

    Draft const* a_;
    Draft const* b_;
    std::vector<ValueDifference>& values_;
    ScenarioDifference* lists_;  // nullptr: not the root
    std::string prefix_;
};

}  // namespace

ScenarioDifference compare_scenarios(Draft const& a, Draft const& b) {
    ScenarioDifference found;
    std::vector<ValueDifference> own;
    KeyComparison root{&a, &b, own, &found};
    ScenarioInput input;
    fields(root, input);
    if (!own.empty()) found.records.insert(found.records.begin(), {{}, {}, {}, {}, std::move(own)});
    return found;
}

}  // namespace meridian::scenario
