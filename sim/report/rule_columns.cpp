// Columns of rules.csv.
#include <array>

#include "sim/report/table_cells.hpp"
#include "sim/report/table_columns.hpp"

namespace meridian::report {
namespace {

RuleText const& text(Facts const& f, Row r) {
    return f.scenario.rules[r].text;
}
Text number_or_none(std::optional<double> value) {
    return value ? number(*value) : Text{};
}

// clang-format off
constexpr std::array rules{
    ResultColumn{"rule", "name", [](Facts const& f, Row r) { return text(f, r).name; }},
    ResultColumn{"name_zh", "its name in Chinese", [](Facts const& f, Row r) { return text(f, r).name_zh; }},
    ResultColumn{"measure", "what it bounds", [](Facts const& f, Row r) { return text(f, r).measure; }},
    ResultColumn{"scope", "of what; empty: of the whole network", [](Facts const& f, Row r) { return text(f, r).scope; }},
    ResultColumn{"worst_of", "whose worst one must keep it; empty: all together", [](Facts const& f, Row r) { return text(f, r).worst_of; }},
    ResultColumn{"status", "in_force, monitored or expired; in a study only rules in force decide", [](Facts const& f, Row r) { return Text{rule_status_words[static_cast<std::size_t>(text(f, r).status)]}; }},
    ResultColumn{"bound", "at_least or at_most", [](Facts const& f, Row r) { return Text{text(f, r).is_at_least ? "at_least" : "at_most"}; }},
    ResultColumn{"limit", "in the unit", [](Facts const& f, Row r) { return number(text(f, r).limit); }},
    ResultColumn{"value", "in the unit; empty: there is none", [](Facts const& f, Row r) { return number_or_none(f.rules[r].value); }},
    ResultColumn{"unit", "of value, limit and margin; share: 1 is all", [](Facts const& f, Row r) { return text(f, r).unit; }},
    ResultColumn{"margin", "how far the value is on the right side; below 0 the rule is broken", [](Facts const& f, Row r) { return number_or_none(f.rules[r].margin(text(f, r))); }},
    ResultColumn{"result", "pass or fail; empty: there is no value", [](Facts const& f, Row r) { return Text{outcome(text(f, r), f.rules[r])}; }},
    ResultColumn{"worst", "the worst part, which decides", [](Facts const& f, Row r) { return f.rules[r].worst; }},
    ResultColumn{"why", "why there is no value", [](Facts const& f, Row r) { return f.rules[r].why; }},
    ResultColumn{"date", "of the document, or since when it holds", [](Facts const& f, Row r) { return text(f, r).date; }},
    ResultColumn{"clause", "where the document says so", [](Facts const& f, Row r) { return text(f, r).clause; }},
    ResultColumn{"source", "the document", [](Facts const& f, Row r) { return text(f, r).source; }},
};
// clang-format on

}  // namespace

std::span<ResultColumn const> rule_columns() {
    return rules;
}

}  // namespace meridian::report
