// One YAML document -> Draft.
//
// Only a part of YAML that cannot be misread is accepted: keys are plain texts and differ; there are no tags, no
// merge keys (<<), no second document, no anchors that contain themselves, at most `deepest` levels.
#pragma once

#include <cstddef>
#include <optional>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/source_text.hpp"

namespace meridian::scenario {

inline constexpr std::size_t deepest = 100;
inline constexpr std::size_t most_aliased = 1'000'000;  // values that aliases may copy in one file

// Nothing if the text does not parse. Duplicate keys are problems but do not end the reading.
// Precondition: check_characters(source).
[[nodiscard]] std::optional<Draft> read_yaml(SourceText const& source, Problems& problems);

}  // namespace meridian::scenario
