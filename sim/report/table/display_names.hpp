// Names of layouts, sites, regions ... for people, by what they are and their identifier.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "sim/report/table/result_table.hpp"

namespace meridian::report {

// What the identifiers in a column are of: "layout", "site", "node", "region", "class", "service", "input", "rule",
// "policy", "future", "link"; "" of a column that holds none.
[[nodiscard]] std::string_view entity_kind_of(std::string_view column_key);

class DisplayNames {
public:
    // Without a Chinese name the English one stands in both languages.
    void add(std::string_view kind, std::string id, Bilingual name);
    // Of names.csv: kind, id, name_en, name_zh.
    void add(ResultTable const& names);
    // The identifier itself where nothing else is known, but for what a study varies not at all.
    [[nodiscard]] Bilingual of(std::string_view kind, std::string const& id) const;
    // Names of classes, services and sites under the kind "any" too, for columns that hold several kinds.
    void add_any();
    [[nodiscard]] bool knows(std::string_view kind, std::string const& id) const;

    using Key = std::pair<std::string, std::string>;  // kind, id
    [[nodiscard]] std::map<Key, Bilingual> const& all() const { return names_; }

private:
    std::map<Key, Bilingual> names_;
};

}  // namespace meridian::report
