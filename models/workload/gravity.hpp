// Gravity model of where data lives that a region's jobs need (Wilson, "A statistical theory of
// spatial distribution models", Transportation Research 1, 1967; singly constrained form):
//     share(i, j) = m_j * exp(-d_ij / decay) / sum_k m_k * exp(-d_ik / decay)
// with m_j the mass of region j and d_ij the fibre distance between their nodes. Rows sum to 1.
#pragma once

#include <Eigen/Core>

#include "models/units/quantity.hpp"

namespace meridian {

// distances_km: regions x regions; masses: regions, >= 0, at least one > 0. Unreachable pairs have an
// infinite distance and get share 0. Each row of the result is cumulative and ends at exactly 1.
[[nodiscard]] Eigen::MatrixXd cumulative_gravity_shares(Eigen::VectorXd const& masses,
                                                        Eigen::MatrixXd const& distances_km,
                                                        Kilometres decay);

}  // namespace meridian
