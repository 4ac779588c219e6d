// The rules of a study as study.json has them.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "sim/setup/rule.hpp"

namespace meridian::study {

[[nodiscard]] nlohmann::ordered_json rules_json(std::vector<RuleText> const& rules);
// Throws nlohmann::json::exception if it is none of those.
[[nodiscard]] std::vector<RuleText> rules_of(nlohmann::ordered_json const& json);

}  // namespace meridian::study
