// Layouts that differ from another one at one site: it is left out, or gets more accelerators.
#pragma once

#include <cstdint>
#include <string>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Accelerators of a server of that model at a site: of its pool, else of the model's largest pool, else 8.
[[nodiscard]] std::int64_t server_width(scenario::Draft const& root, std::string const& site,
                                        std::string const& model);
// Servers of that width that hold so many accelerators.
[[nodiscard]] double whole_servers(double accelerators, std::int64_t width);

// Leaves the site and its pools out, or adds whole servers to its first pool of the model; without one it gets a
// new pool "<site>/<model>". Its power limit grows in proportion to the busy power of its accelerators, and so does the
// price of its facility, which is that of its limit; its storage grows in proportion to their number. A site that
// had no accelerators keeps its storage, and its limit unless that is too low. A problem at `where` if there is no such
// site.
void change_site(scenario::Draft& root, SiteChange const& change, scenario::SourceLocation const& where,
                 scenario::Problems& problems);

}  // namespace meridian::study
