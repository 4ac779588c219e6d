// What `meridian compare` prints of single sites: what each is worth, and where the next accelerators should go.
#pragma once

#include <string>
#include <vector>

#include "sim/study/results.hpp"
#include "sim/study/site_values.hpp"

namespace meridian::app {

// Of the alternative `best` where it has some, else of all; in the baseline's future. Of many sites the first ones and
// the last. Nothing without axes that change sites; a sentence where there is no net cost.
void print_site_values(study::Results const& results, study::RuleFindings const& findings,
                       std::string const& best);

}  // namespace meridian::app
