// Columns of rules.csv.
#include <array>

#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

RuleText const& text(Facts const& f, Row r) {
    return f.scenario.rules[r].text;
}

// clang-format off
constexpr std::array rules{
    RunColumn{"rule", "name", [](Facts const& f, Row r) -> ResultCell { return text(f, r).name; }},
    RunColumn{"name_zh", "its name in Chinese", [](Facts const& f, Row r) -> ResultCell { return text(f, r).name_zh; }},
    RunColumn{"measure", "what it bounds", [](Facts const& f, Row r) -> ResultCell { return text(f, r).measure; }},
    RunColumn{"scope", "of what; empty: of the whole network", [](Facts const& f, Row r) -> ResultCell { return text(f, r).scope; }},
    RunColumn{"worst_of", "whose worst one must keep it; empty: all together", [](Facts const& f, Row r) -> ResultCell { return text(f, r).worst_of; }},
    RunColumn{"status", "in_force, monitored or expired; in a study only rules in force decide", [](Facts const& f, Row r) -> ResultCell { return ResultCell{rule_status_words[static_cast<std::size_t>(text(f, r).status)]}; }},
    RunColumn{"bound", "at_least or at_most", [](Facts const& f, Row r) -> ResultCell { return ResultCell{text(f, r).is_at_least ? "at_least" : "at_most"}; }},
    RunColumn{"limit", "in the unit", [](Facts const& f, Row r) -> ResultCell { return text(f, r).limit; }},
    RunColumn{"value", "in the unit; empty: there is none", [](Facts const& f, Row r) -> ResultCell { return f.rules[r].value; }},
    RunColumn{"unit", "of value, limit and margin; share: 1 is all", [](Facts const& f, Row r) -> ResultCell { return text(f, r).unit; }},
    RunColumn{"margin", "how far the value is on the right side; below 0 the rule is broken", [](Facts const& f, Row r) -> ResultCell { return f.rules[r].margin(text(f, r)); }},
    RunColumn{"result", "pass or fail; empty: there is no value", [](Facts const& f, Row r) -> ResultCell { return ResultCell{outcome(text(f, r), f.rules[r])}; }},
    RunColumn{"worst", "the worst part, which decides", [](Facts const& f, Row r) -> ResultCell { return f.rules[r].worst; }},
    RunColumn{"why", "why there is no value", [](Facts const& f, Row r) -> ResultCell { return f.rules[r].why; }},
    RunColumn{"date", "of the document, or since when it holds", [](Facts const& f, Row r) -> ResultCell { return text(f, r).date; }},
    RunColumn{"clause", "where the document says so", [](Facts const& f, Row r) -> ResultCell { return text(f, r).clause; }},
    RunColumn{"source", "the document", [](Facts const& f, Row r) -> ResultCell { return text(f, r).source; }},
};
// clang-format on

}  // namespace

std::span<RunColumn const> rule_columns() {
    return rules;
}

}  // namespace meridian::report
