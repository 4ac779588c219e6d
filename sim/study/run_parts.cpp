#include "sim/study/run_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace meridian::study {

std::vector<NamedFigure> run_parts(report::Facts const& facts) {
    std::vector<NamedFigure> parts;
    if (!facts.value.given()) return parts;
    for (report::ValueRow const& row : facts.value.rows) {
        if (row.outcome == report::ValueOutcome::served) continue;
        std::string const& work = row.service.valid() ? facts.scenario.services[row.service].name
                                                      : facts.scenario.classes[row.workload_class].name;
        auto name = fmt::format("{}:{}:{}:{}", lost_value, work, words(row.outcome), row.obstacle);
        auto const same = std::ranges::find(parts, name, &NamedFigure::name);  // of another region
        if (same == parts.end()) {
            parts.push_back({std::move(name), row.amount.cny});
        } else {
            same->value += row.amount.cny;
        }
    }
    return parts;
}

}  // namespace meridian::study
