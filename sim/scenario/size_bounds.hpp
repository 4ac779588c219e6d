// The ends of the sizes that a class may draw, and what its smallest job asks of a place.
#pragma once

#include "models/workload/distribution.hpp"
#include "sim/setup/eligibility.hpp"

namespace meridian::scenario {

// The smallest and the largest value that a size can have; infinity if there is no largest.
[[nodiscard]] double smallest_of(Distribution const& size);
[[nodiscard]] double largest_of(Distribution const& size);

// Of a job of so many accelerators and bytes of input, both as a class draws them.
[[nodiscard]] JobDemand demand_of(ClassId c, double accelerators, double input_bytes);

}  // namespace meridian::scenario
