// The results of a run as `meridian run` prints them: warnings, headline figures, the self-check, then tables.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/report/facts.hpp"
#include "sim/report/table/terminal_text.hpp"

namespace meridian::report {

// Keys of summary.json that decide, in the order in which they are read.
[[nodiscard]] std::span<std::string_view const> headline_keys();

// `is_written`: the tables of the run are kept in files.
[[nodiscard]] std::string terminal_text(Facts const& facts, OutputStyle const& style = {},
                                        bool is_written = true);

}  // namespace meridian::report
