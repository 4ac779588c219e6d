// The reference of scenario files in Markdown, from the same declarations that read them: every key, what
// it takes, its default and what it means; the components and their parameters; the units.
#pragma once

#include <string>

#include "sim/setup/component.hpp"

namespace meridian::scenario {

[[nodiscard]] std::string reference_page(Vocabulary const& vocabulary);

}  // namespace meridian::scenario
