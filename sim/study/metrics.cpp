#include "sim/study/metrics.hpp"

#include <algorithm>
#include <string>

#include "sim/report/summary.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/setup/site_costs.hpp"
#include "sim/setup/work_values.hpp"

namespace meridian::study {

std::optional<Metric> metric_of(std::string_view key) {
    auto const keys = report::summary_keys();
    auto const found = std::ranges::find(keys, key, &report::SummaryKey::name);
    if (found == keys.end()) return std::nullopt;
    return Metric{std::string{key}, static_cast<std::size_t>(found - keys.begin()),
                  report::more_is_better(key)};
}

std::size_t column_of(std::string_view key) {
    return metric_of(key).value().column;
}

void choose_metrics(Study& study, PointReader& reader) {
    auto const baseline = reader.read(study.baseline);
    if (!baseline.scenario) return;
    ValueBasis const basis = baseline.scenario->value_basis;
    if (basis != ValueBasis::not_stated) study.value_basis = scenario::value_bases.word_of(basis);
    if (study.names_metrics) return;
    bool const has_net_cost =
        work_values(*baseline.scenario).given == ValuesGiven::all && site_costs(*baseline.scenario);
    if (!has_net_cost) study.metrics.front() = metric_of("cost_cny_total_per_year").value();
}

}  // namespace meridian::study
