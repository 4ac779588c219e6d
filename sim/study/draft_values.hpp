// Values of records of a scenario before it is built, for layouts that are made from others.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/units/parse.hpp"
#include "sim/scenario/draft.hpp"

namespace meridian::study {

// Empty: it is not there or no text.
[[nodiscard]] std::string text_of(scenario::Draft const& record, std::string_view key);
// Nothing where it is not there or cannot be read, which whoever builds the scenario reports.
[[nodiscard]] std::optional<double> number_of(scenario::Draft const& record, std::string_view key,
                                              Dimension dimension);
// Unix time; likewise.
[[nodiscard]] std::optional<std::int64_t> instant_of(scenario::Draft const& record, std::string_view key);
// Of a key that is there; to whole units where these are counted.
void set_number(scenario::Draft& record, std::string_view key, double number, Dimension dimension);
void multiply(scenario::Draft& record, std::string_view key, double factor, Dimension dimension);

// The list under a key of the root; nullptr: there is none.
[[nodiscard]] scenario::Draft::List* records(scenario::Draft& root, std::string_view key);
[[nodiscard]] scenario::Draft::List const* records(scenario::Draft const& root, std::string_view key);

// Whether a site has power when the run starts.
[[nodiscard]] bool has_power(scenario::Draft const& root, scenario::Draft const& site);
// Accelerators of a pool.
[[nodiscard]] double accelerators_of(scenario::Draft const& pool);
// What one accelerator of a model draws when busy, in microwatts; 0: unknown.
[[nodiscard]] double busy_power_of(scenario::Draft const& root, std::string_view model);

}  // namespace meridian::study
