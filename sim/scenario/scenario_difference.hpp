// In what two scenarios differ, record by record and key by key. Values are compared as they are read, a key that is not
// written as its default.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/draft.hpp"

namespace meridian::scenario {

enum class ValueKind : std::uint8_t {
    figure,     // what a run depends on
    price,      // the same, in money
    annotation  // a name for reports, a source, a grade or a note: no run depends on it
};

// A value that differs, by its key within its record: "arrivals.rate".
struct ValueDifference {
    std::string key;
    // As a scenario would write them, a default with " (default)" behind it. Empty: not written, and there is no default.
    std::string a, b;
    ValueKind kind{ValueKind::figure};
};

enum class RecordChange : std::uint8_t { changed, added, removed };

// A record that differs. The scenario's own keys are one, with `list`, `noun` and `name` empty.
struct RecordDifference {
    std::string list;  // "sites"
    std::string noun;  // "site"
    std::string name;
    RecordChange change{RecordChange::changed};
    std::vector<ValueDifference> values{};  // of a changed record, in the order of the reference; else none
};

// Of a list with any difference.
struct ListDifference {
    std::string list, noun;
    std::size_t a{0}, b{0};  // records
    std::size_t added{0}, removed{0}, changed{0};
};

struct ScenarioDifference {
    std::vector<RecordDifference>
        records{};  // the scenario's own keys first, then list by list: a's order, added last
    std::vector<ListDifference> lists{};  // in the order of the reference

    [[nodiscard]] bool empty() const { return records.empty(); }
};

// Of two resolved scenarios that can be read. Records of a list are the same where their names are (see record_name());
// listed jobs without a name where class, origin and arrival are; of several such the
// first is the same as the first.
[[nodiscard]] ScenarioDifference compare_scenarios(Draft const& a, Draft const& b);

}  // namespace meridian::scenario
