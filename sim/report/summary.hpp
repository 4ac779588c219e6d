// The keys of summary.json: each declared once, with its meaning and how it is computed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/report/facts.hpp"

namespace meridian::report {

// A figure, or why there is none. A figure is never non-finite.
struct Absent {
    std::string_view reason;
};
using Figure = std::variant<std::int64_t, double, Absent>;

struct SummaryKey {
    std::string_view name;
    std::string_view meaning;
    Figure (*compute)(Facts const&);
};

[[nodiscard]] std::span<SummaryKey const> summary_keys();

// Shares of work and of requests, what is active, what is done: the more the better. Costs, carbon, energy,
// waits, losses: the less the better.
[[nodiscard]] bool more_is_better(std::string_view key);

// The whole of summary.json.
[[nodiscard]] std::string summary_json(Facts const& facts);

}  // namespace meridian::report
