// A policy that is no part of the program: a program or a shared library of the user's that keeps the contract of
// sim/scheduler/plugin/README.md by message.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/units/quantity.hpp"
#include "models/units/time.hpp"

namespace meridian {

// What a policy may know of jobs.
enum class Knowledge : std::uint8_t {
    declared,  // sizes and estimates, as a scheduler has them
    oracle,    // their true run times too, for bounds: no scheduler could know them
};
inline constexpr std::array<std::string_view, 2> knowledge_words{"declared", "oracle"};

struct PluginSource {
    enum class Carrier : std::uint8_t { program, library };
    Carrier carrier{Carrier::program};
    std::vector<std::string>
        command;  // the program and its arguments; of a library, its file. Files are absolute
    std::string parameters{"{}"};  // a JSON object, for the policy alone
    Knowledge knowledge{Knowledge::declared};
    Duration time_limit{std::chrono::seconds{10}};  // of wall clock, for one answer
    Bytes memory_limit{std::int64_t{4} << 30U};
    Bytes reply_limit{std::int64_t{64} << 20U};
    std::string on_fault;  // the built-in policy that decides from a fault on; empty: the run ends
    std::string content;   // hash of its files
};

// It failed, and another policy has decided since.
struct PluginFailure {
    std::string policy, why, instead;
    SimTime at;
};

}  // namespace meridian
