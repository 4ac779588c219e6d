// Data that may not leave a place: those of government, finance and health, by law or contract.
#pragma once

#include <cstdint>

namespace meridian {

// Sites that work may go to: any, those in the province of its origin, those at the node of its origin.
enum class Residency : std::uint8_t { anywhere, province, city };

}  // namespace meridian
