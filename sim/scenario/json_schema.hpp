// The JSON Schema (draft-07, http://json-schema.org/draft-07/schema#) of scenario files, from the same
// declarations that read them: an editor that knows YAML schemas completes and checks a scenario with it.
//
// It accepts whatever the reader accepts, YAML read by the core schema of YAML 1.2. It cannot know what is
// wrong between records (names that do not exist) or in files that a scenario includes; a file with an
// `include:` need not have the keys that others must have.
#pragma once

#include <string>

#include "sim/setup/component.hpp"

namespace meridian::scenario {

[[nodiscard]] std::string json_schema(Vocabulary const& vocabulary);

}  // namespace meridian::scenario
