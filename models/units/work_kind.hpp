// The two kinds of accelerator work that reach different shares of an accelerator's peak.
#pragma once

#include <cstdint>

namespace meridian {

enum class WorkKind : std::uint8_t { training, inference };

}  // namespace meridian
