// What a study keeps of each run beside the figures of summary.json: parts whose names are the scenario's own.
//
//     lost:WORK:OUTCOME:OBSTACLE    value lost in CNY of the window, by class or service; sums to value_lost_cny
//     rule:NAME                     what the rule's measure comes to, zero too
//     no_rule:NAME                  there is nothing that the rule is of
//     takes_over:SITE               of an assessed loss: accelerators held there more than before
//     bottleneck:LIMIT:NAME         of an assessed loss: seconds until that binds at a site or link, before all others
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/report/facts.hpp"
#include "sim/study/store.hpp"

namespace meridian::study {

inline constexpr std::string_view lost_value{"lost"};
inline constexpr std::string_view takes_over{"takes_over"};
inline constexpr std::string_view first_bottleneck{"bottleneck"};

[[nodiscard]] std::string rule_part(std::string_view rule);
[[nodiscard]] std::string no_rule_part(std::string_view rule);

// In the order of the scenario; of what is lost, those that are not zero.
[[nodiscard]] std::vector<NamedFigure> run_parts(report::Facts const& facts);

}  // namespace meridian::study
