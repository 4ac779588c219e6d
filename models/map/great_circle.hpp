// Distances on the earth, from additions, multiplications and square roots alone, so that they are the same
// on every machine.
#pragma once

#include "models/map/places.hpp"

namespace meridian {

// Along the great circle on a sphere of the mean radius 6371.0088 km (IUGG, Moritz, "Geodetic Reference
// System 1980", Journal of Geodesy 74, 2000), by the haversine formula (Sinnott, "Virtues of the haversine",
// Sky and Telescope 68, 1984). Within 1e-9 of its length. Precondition: both have coordinates.
[[nodiscard]] Kilometres great_circle(Node const& a, Node const& b);

}  // namespace meridian
