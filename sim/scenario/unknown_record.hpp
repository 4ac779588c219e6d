// Records of a file over others that change no record below: a misspelt name.
#pragma once

#include <span>
#include <string_view>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/subject.hpp"

namespace meridian::scenario {

// Keys that records of every kind have.
[[nodiscard]] bool is_common_key(std::string_view key);

// Reports, once, a record that lacks required keys and stands in another file than the first of its list: it was to
// change a record of that name, and there is none. False if it is none of these.
[[nodiscard]] bool report_unknown_record(std::string_view list_key, Draft const& list, Draft const& record,
                                         std::span<std::string_view const> missing, Subject const& subject);

}  // namespace meridian::scenario
