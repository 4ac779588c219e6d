// What work is worth: what it would have been sold for, or a penalty where there is no market.
//
// The value of a job is that of its accelerator-hours on the reference accelerator: gang width x run time. The
// value of a request is given by request, by token, or by the accelerator-hours of a full replica that it takes.
#pragma once

#include <optional>

#include "models/workload/service.hpp"
#include "models/workload/workload.hpp"

namespace meridian {

// Of one request on the reference accelerator: its share of a replica whose slots are all at work.
[[nodiscard]] double accelerator_hours_per_request(Service const& service);

// Whether the service has a value.
[[nodiscard]] bool has_value(Service const& service);
// Nothing unless it has. Means of token counts are integrals: not to be asked for again and again.
[[nodiscard]] std::optional<double> cny_per_request(Service const& service);

// Gang width x run time on the reference accelerator.
[[nodiscard]] double accelerator_hours(JobDescription const& job);

// Its jobs use accelerators, so that they have work that a value can be given for.
[[nodiscard]] bool uses_accelerators(WorkloadClass const& c);

}  // namespace meridian
