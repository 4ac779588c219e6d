// The worlds of the conformance checks, for tests.
#pragma once

#include "sim/conformance/worlds.hpp"

namespace meridian::testing {

using namespace conformance;

}  // namespace meridian::testing
