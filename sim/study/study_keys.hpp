// What the declarations say of the keys of study files.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/key_docs.hpp"
#include "sim/setup/component.hpp"

namespace meridian::study {

// Every key, in the order of the declarations.
[[nodiscard]] std::vector<scenario::KeyDoc> study_keys();

// The JSON Schema (draft-07) of study files, as scenario::json_schema() writes that of scenarios.
[[nodiscard]] std::string study_schema(Vocabulary const& vocabulary);

}  // namespace meridian::study
