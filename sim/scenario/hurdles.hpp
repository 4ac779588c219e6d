// Whether a job of a class could run somewhere if the site were empty, and what stands in its way.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian::scenario {

// The smallest and the largest value that a size can have; infinity if there is no largest.
[[nodiscard]] double smallest_of(Distribution const& size);
[[nodiscard]] double largest_of(Distribution const& size);

// What a job of a class asks of a site at the least.
struct Need {
    WorkloadClass const& of;
    std::int64_t width;  // accelerators
    std::int64_t bytes;  // of input; the output does not take storage
};

// In the order in which a pool fails: the later, the nearer it is to running the class.
enum class Hurdle : std::uint8_t { kind, model, stack, width, power, storage };

using SitePowers = std::vector<std::int64_t>;  // uW by site
[[nodiscard]] SitePowers idle_power_by_site(Scenario const& scenario);

// The first hurdle that a pool fails at even if its site is empty; nothing if it can run the job.
[[nodiscard]] std::optional<Hurdle> first_hurdle(Scenario const& scenario, Pool const& pool, Need const& need,
                                                 SitePowers const& idle);

// Whether the site has room for a job's input.
[[nodiscard]] bool stores_input(Site const& site, Need const& need);

// Drawn in uW by a site that runs one such job on the pool and nothing else.
[[nodiscard]] std::int64_t drawn(Scenario const& scenario, Pool const& pool, Need const& need,
                                 SitePowers const& idle);

}  // namespace meridian::scenario
