#include "sim/scheduler/plugin/plugin_fault.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace meridian::scheduler {
namespace {

constexpr std::size_t most_log_shown = 600;

// The end of what it wrote to standard error, indented.
std::string last_words(std::string log) {
    while (!log.empty() && log.back() == '\n')
        log.pop_back();
    if (log.empty()) return {};
    if (log.size() > most_log_shown) {
        log.erase(0, log.size() - most_log_shown);
        log.erase(0, log.find('\n') + 1);
    }
    std::string out = "\n  it wrote: ";
    for (char const c : log) {
        out += c;
        if (c == '\n') out += "            ";
    }
    return out;
}

}  // namespace

std::string fault_words(std::string_view what_failed, std::string_view why, PluginSource const& source,
                        std::string log, std::string_view fix) {
    return fmt::format("{}: {}\n  it is: {}{}\n  fix: {}", what_failed, why, fmt::join(source.command, " "),
                       last_words(std::move(log)), fix);
}

bool has_fault_words(std::string_view message) {
    constexpr std::array<std::string_view, 3> kinds{"policy '", "filter '", "score '"};
    return message.find("' failed: ") != std::string_view::npos &&
           std::ranges::any_of(kinds, [&](std::string_view kind) { return message.starts_with(kind); });
}

}  // namespace meridian::scheduler
