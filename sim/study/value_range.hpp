// Over which values of unserved work each alternative is the best one. The net cost of serving the demand is linear in
// that value, so this is exact for the means:
//
//     net cost (v) = total cost + v x accelerator-hours unserved            one price v for all unserved work
//     net cost (k) = total cost + k x value lost                            the scenario's values, k times each
//
// Each alternative responds with what suits it best at each value. In a study with rules only points that stand best by
// them take part.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/results.hpp"
#include "sim/study/rule_findings.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

enum class ValueScale : std::uint8_t {
    price,   // CNY per unserved accelerator-hour of the reference accelerator
    factor,  // of the values in the scenario
};
[[nodiscard]] std::string_view words(ValueScale scale);

// One alternative is best from `from` to `to`.
struct ValueRange {
    std::string future;
    ValueScale scale{};
    std::size_t point{0};
    std::string alternative, response;  // responses that follow each other with spaces between
    double from{0.0};
    std::optional<Interval> from_interval;  // nothing at 0, or where it is not known whether there is an end
    double to{std::numeric_limits<double>::infinity()};
};

// By future and scale, then rising. Futures without figures are left out; of `factor`, those without values.
[[nodiscard]] std::vector<ValueRange> value_ranges(Results const& results, RuleFindings const& findings);

extern StudyTable<ValueRange> const value_ranges_table;

}  // namespace meridian::study
