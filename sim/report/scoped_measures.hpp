// The measures of rules that take a scope or have a worst part.
#pragma once

#include <vector>

#include "sim/report/rule_measures.hpp"

namespace meridian::report {

struct ScopedMeasure {
    MeasureDoc doc;
    RuleResult (*compute)(Facts const&, Rule const&);
};
[[nodiscard]] std::vector<ScopedMeasure> const& scoped_measures();

}  // namespace meridian::report
