#include "models/workload/gravity.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "models/units/exact_math.hpp"

namespace meridian {
namespace {

// The distance of the nearest region that has mass; infinite if none is reachable.
double nearest_mass(Eigen::VectorXd const& masses, Eigen::MatrixXd const& distances_km, Eigen::Index from) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Eigen::Index j = 0; j < masses.size(); ++j) {
        if (masses(j) > 0.0) nearest = std::min(nearest, distances_km(from, j));
    }
    return nearest;
}

}  // namespace

// Shares do not change if the same distance is taken off a whole row; taking off the nearest one keeps
// the largest weight at its mass, however far all of them are. Sums are in order of the regions, one by
// one: Eigen's own reductions depend on the vector width. A row from which no mass can be reached keeps
// its data at home.
Eigen::MatrixXd cumulative_gravity_shares(Eigen::VectorXd const& masses, Eigen::MatrixXd const& distances_km,
                                          Kilometres decay) {
    Eigen::Index const regions = masses.size();
    assert(distances_km.rows() == regions && distances_km.cols() == regions && decay.count() > 0.0);
    Eigen::MatrixXd cumulative(regions, regions);
    for (Eigen::Index i = 0; i < regions; ++i) {
        double const nearest = nearest_mass(masses, distances_km, i);
        bool const nothing_near = std::isinf(nearest);
        double sum = 0.0;
        Eigen::Index last = i;
        for (Eigen::Index j = 0; j < regions; ++j) {
            double const farther = distances_km(i, j) - nearest;
            double const weight = nothing_near      ? (i == j ? 1.0 : 0.0)
                                  : masses(j) > 0.0 ? masses(j) * exact_exp(-farther / decay.count())
                                                    : 0.0;
            if (weight > 0.0) last = j;
            sum += weight;
            cumulative(i, j) = sum;
        }
        for (Eigen::Index j = 0; j < regions; ++j) {
            cumulative(i, j) = j < last ? cumulative(i, j) / sum : 1.0;
        }
    }
    return cumulative;
}

}  // namespace meridian
