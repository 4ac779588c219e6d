// Layouts made from other layouts: more or less of everything, or another share for one tier.
#pragma once

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Multiplies the servers of all pools, to whole servers, and the power limits and storage of their sites in
// proportion.
void scale_sites(scenario::Draft& root, double factor);

// Gives the sites of a tier a share of the accelerators of the models that it has, and the other sites the
// rest; within each group the proportions stay, and so does the number of servers of each model altogether,
// which are taken to be alike. A site that would come to fewer accelerators than its tier's
// `least_accelerators` is left out, the smallest first, and its part goes to the others of its group. Power
// limits follow the busy power of the site's accelerators, storage their number. Models that the tier has
// none of stay where they are.
void give_share(scenario::Draft& root, TierShare const& share, scenario::SourceLocation const& where,
                scenario::Problems& problems);

}  // namespace meridian::study
