// A program or library of the user's does not do its part.
#pragma once

#include <string>
#include <string_view>

#include "sim/setup/plugin.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::scheduler {

// The message names it, the job and the time. Not the program's own fault.
struct PluginFault : system::SystemError {
    using system::SystemError::SystemError;
};

// "policy 'mine' failed: why", what it is, the end of what it wrote, and what to do.
[[nodiscard]] std::string fault_words(std::string_view what_failed, std::string_view why,
                                      PluginSource const& source, std::string log, std::string_view fix);
// Whether a message is made of such words.
[[nodiscard]] bool has_fault_words(std::string_view message);

}  // namespace meridian::scheduler
