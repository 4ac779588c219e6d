// What is wrong with a command, and how to fix it.
#pragma once

#include <string_view>

#include <fmt/format.h>

#include "sim/system/console.hpp"

namespace meridian::app {

// Two lines on standard error. False, so that checks may end with it.
inline bool report_usage_error(std::string_view wrong, std::string_view fix) {
    console::print_error("{}\n  fix: {}\n", wrong, fix);
    return false;
}

}  // namespace meridian::app
