#include "sim/study/metrics.hpp"

#include <algorithm>
#include <string>

#include "sim/report/summary.hpp"

namespace meridian::study {

std::optional<Metric> metric_of(std::string_view key) {
    auto const keys = report::summary_keys();
    auto const found = std::ranges::find(keys, key, &report::SummaryKey::name);
    if (found == keys.end()) return std::nullopt;
    return Metric{std::string{key}, static_cast<std::size_t>(found - keys.begin()),
                  report::more_is_better(key)};
}

}  // namespace meridian::study
