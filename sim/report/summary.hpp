// The keys of summary.json: each declared once, with its meaning and how it is computed.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/report/facts.hpp"
#include "sim/report/table/figure_kind.hpp"

namespace meridian::report {

// A figure, or why there is none. A figure of a sound run is finite and in its range.
struct Absent {
    std::string_view reason;
};
using Figure = std::variant<std::int64_t, double, Absent>;

// What a figure can be: both ends included, and what rounding may add to the upper one.
struct FigureRange {
    double low{0.0};
    double high{std::numeric_limits<double>::infinity()};

    [[nodiscard]] bool holds(Figure const& figure) const;
};

// Everything that is said of a KPI stands in its one declaration: tables, reports and terminals take it from here.
struct SummaryKey {
    struct Words {
        std::string_view en, zh;
        FigureKind quantity;
        Direction direction;
    };
    std::string_view name;
    std::string_view meaning;
    Words words;
    Figure (*compute)(Facts const&);
    FigureRange range{};
};

[[nodiscard]] std::span<SummaryKey const> summary_keys();
// nullptr: it is no key of summary.json.
[[nodiscard]] SummaryKey const* summary_key(std::string_view name);
// False of a key without a direction, and of a text that is no key.
[[nodiscard]] bool more_is_better(std::string_view name);

// The site or link that it is of.
[[nodiscard]] std::string const& bottleneck_name(Scenario const& scenario, observe::Bottleneck const& found);

// The law of the audit over the figures of summary.json.
inline constexpr observe::AuditLaw law_of_figures{
    "audit_figures_out_of_range", "every figure of summary.json is finite and in its range", 0.0};
// The names of those that are not.
[[nodiscard]] std::vector<std::string> figures_out_of_range(Facts const& facts);
// Adds that law to the audit of the ledger that `facts` are of, once they are complete.
void audit_figures(Facts const& facts, observe::Ledger& ledger);

// The whole of summary.json. Figures that are not finite are absent.
[[nodiscard]] std::string summary_json(Facts const& facts);

}  // namespace meridian::report
