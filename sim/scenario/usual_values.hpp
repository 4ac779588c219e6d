// The examples and usual ranges of keys, in the words of fixes and warnings.
#pragma once

#include <string>
#include <string_view>

#include "models/units/parse.hpp"
#include "sim/scenario/ranges.hpp"
#include "sim/scenario/subject.hpp"

namespace meridian::scenario {

// The fix of a text that is no value of the dimension, with the example and unit that are typical of the key.
[[nodiscard]] std::string fix_for(ParseFault const& fault, std::string_view text, Dimension dimension,
                                  Typical const& typical);

// "10 /s to 1,000,000 /s"; empty if nothing is declared.
[[nodiscard]] std::string usual_words(Typical const& typical);

// False and a warning if a value, in the base unit, is outside of what is usual. 0 is always usual: it stands for none.
bool is_usual(double value, std::string_view text, Dimension dimension, Typical const& typical,
              SourceLocation const& where, Subject const& subject);

// Whether is_usual() could warn, so that its arguments are needed.
[[nodiscard]] inline bool asks_for_usual(Typical const& typical, Subject const& subject) {
    return typical.has_range() && subject.warnings != nullptr;
}

}  // namespace meridian::scenario
