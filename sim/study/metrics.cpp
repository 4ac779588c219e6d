#include "sim/study/metrics.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sim/report/summary.hpp"

namespace meridian::study {

std::optional<Metric> metric_of(std::string_view key) {
    auto const keys = report::summary_keys();
    auto const found = std::ranges::find(keys, key, &report::SummaryKey::name);
    if (found == keys.end()) return std::nullopt;
    return Metric{std::string{key}, static_cast<std::size_t>(found - keys.begin()), more_is_better(key)};
}

bool more_is_better(std::string_view key) {
    constexpr std::array<std::string_view, 10> of_use{"jobs_completed",
                                                      "calendar_done",
                                                      "allocation",
                                                      "activity",
                                                      "accelerator_hours_held",
                                                      "accelerator_hours_active",
                                                      "fill",
                                                      "mfu_training",
                                                      "calendar_accelerator_hours_held",
                                                      "calendar_accelerator_hours_useful"};
    bool const is_share = key.find("_share") != std::string_view::npos;
    return is_share || std::ranges::find(of_use, key) != of_use.end();
}

}  // namespace meridian::study
