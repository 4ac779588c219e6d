// The columns of the tables, by subject: each declared once, with its meaning.
#pragma once

#include <span>

#include "sim/report/tables.hpp"

namespace meridian::report {

// Places: what stands where, and what it did.
[[nodiscard]] std::span<RunColumn const> node_columns();
[[nodiscard]] std::span<RunColumn const> site_columns();
[[nodiscard]] std::span<RunColumn const> link_columns();
[[nodiscard]] std::span<RunColumn const> outage_columns();
[[nodiscard]] std::span<RunColumn const> slo_course_columns();
[[nodiscard]] std::span<RunColumn const> resource_columns();
[[nodiscard]] std::span<RunColumn const> bin_columns();
[[nodiscard]] std::span<RunColumn const> load_columns();

// Work: what was asked for, and how it was done.
[[nodiscard]] std::span<RunColumn const> class_columns();
[[nodiscard]] std::span<RunColumn const> demand_columns();
[[nodiscard]] std::span<RunColumn const> service_columns();
[[nodiscard]] std::span<RunColumn const> value_columns();
[[nodiscard]] std::span<RunColumn const> calendar_columns();

// Rules: what was to be kept, and what was.
[[nodiscard]] std::span<RunColumn const> rule_columns();

}  // namespace meridian::report
