// Residency: data that may not leave a province or city by law or contract, as of government, finance and health.
#pragma once

#include <cstdint>

namespace meridian {

// Sites that work may go to: any, those in the province of its origin, those at the node of its origin.
enum class Residency : std::uint8_t { anywhere, province, city };

}  // namespace meridian
