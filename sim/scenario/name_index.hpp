// The names of the records of one table.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "models/units/ids.hpp"
#include "sim/scenario/kinds.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/records.hpp"

namespace meridian::scenario {

class NameIndex {
public:
    // `noun` is one record ("node"), `table` the key of all ("nodes").
    NameIndex(std::string_view noun, std::string_view table) : noun_{noun}, table_{table} {}

    // Reserves memory for a number of records.
    void reserve(std::size_t records);

    // The next record's name; its key is the name unless it has its own. Reports those that are taken.
    void add(std::string const& name, NamedDraft const& record, Problems& problems) {
        add(name, record, &problems);
    }
    // Some records cannot be read, or lack their names: so many unknown names are not reported, since they may be theirs.
    // Without a number: none of them is.
    void expect_unreadable(std::size_t records) const { unreadable_ += records; }
    void expect_unreadable() const { all_unreadable_ = true; }
    // A name that no record of the file stands for.
    void add(std::string const& name) { add(name, NamedDraft{}, nullptr); }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string const& name) const;
    // The index of a name written somewhere. Reports if there is none, with the nearest one.
    [[nodiscard]] std::optional<std::uint32_t> find(Item const& written, Problems& problems) const;

    // The id that a key refers to; no id if it is not written, not readable, or there is none such.
    template <class IdType>
    [[nodiscard]] IdType id(Field<std::string> const& reference, Problems& problems) const {
        if (!reference.good || !reference.written()) return {};
        return id<IdType>(Item{reference.value, {}}, *reference.draft, problems);
    }
    template <class IdType>
    [[nodiscard]] IdType id(Item const& written, Problems& problems) const {
        auto const found = find(written, problems);
        return found ? IdType{*found} : IdType{};
    }

    [[nodiscard]] std::string_view table() const { return table_; }
    [[nodiscard]] std::vector<std::string> const& names() const { return names_; }

private:
    template <class IdType>
    [[nodiscard]] IdType id(Item item, Draft const& draft, Problems& problems) const {
        if (auto const known = find(item.text)) return IdType{*known};
        item.where = draft.location();
        static_cast<void>(find(item, problems));
        return {};
    }
    void add(std::string const& name, NamedDraft const& record, Problems* problems);
    // The record before this one that has a key.
    [[nodiscard]] std::optional<std::uint32_t> owner_of(std::string const& key) const;
    [[nodiscard]] std::string fix_for(std::string const& wrong) const;
    // Whether a name that is unknown may be that of a record that cannot be read.
    [[nodiscard]] bool is_excused(std::string const& name) const;

    std::string_view noun_;
    std::string_view table_;
    std::vector<std::string> names_;
    std::vector<int> lines_;  // of the records
    mutable bool all_unreadable_{false};
    mutable std::size_t unreadable_{0};  // records without a name
    mutable std::set<std::string, std::less<>> excused_;
    std::unordered_map<std::string, std::uint32_t> by_name_;
    std::unordered_map<std::string, std::uint32_t> by_key_;  // of records whose key is not their name
    std::unordered_set<std::uint32_t> keyed_;                // those records
    mutable std::size_t compared_{0};  // names compared with wrong ones, so that a wrong column costs little
};

}  // namespace meridian::scenario
