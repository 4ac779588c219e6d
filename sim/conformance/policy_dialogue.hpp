// Dialogues with programs that are policies: kept as lines, a message and then its answer, and asked again without a
// simulation. Authors of policies test against them.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian::conformance {

// What the policy was asked and answered in random worlds, from that seed on. Precondition: it is a program. Throws
// what the runs throw.
[[nodiscard]] std::string record_dialogue(Selection const& policy, std::uint64_t first_seed,
                                          std::int64_t worlds);

// A line of a dialogue, from 1, that is none of it.
struct DialogueLineFault : std::runtime_error {
    DialogueLineFault(std::size_t where, std::string const& why) : std::runtime_error{why}, line{where} {}
    std::size_t line;
};

struct IllegalAnswer {
    std::size_t line;  // of the question
    std::string what;
};

struct DialogueReplay {
    std::int64_t questions{0};
    std::int64_t jobs{0};       // that were asked for
    std::int64_t different{0};  // answers that differ from those of the dialogue
    std::vector<IllegalAnswer> illegal;
};

// Asks the policy, which is a program, what is asked in the dialogue. An answer is legal if there is one decision for each
// job of the question, at a place that the question shows for it, if it shows any, and no later than never. A policy that
// ends, or is silent, has an illegal answer, and is asked no more. Throws DialogueLineFault.
[[nodiscard]] DialogueReplay replay_dialogue(PluginSource const& policy, std::string_view dialogue);

}  // namespace meridian::conformance
