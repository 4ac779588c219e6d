// How long the brain thinks before an answer counts. Jobs wait meanwhile, and what it sees grows older.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/units/time.hpp"

namespace meridian {

struct DecisionTime {
    // Where it comes from.
    enum class Source : std::uint8_t {
        model,     // the two durations below; the brain answers by what it sees at the end
        declared,  // what the reply of a policy says it took; built-in policies take none
        measured,  // wall clock of the policy's answer: results are not the same from run to run
    };

    Source source{Source::model};
    Duration per_job{};
    Duration per_message{};  // whatever the number of its jobs
    double scale{1.0};       // of what is declared or measured

    [[nodiscard]] bool is_model() const { return source == Source::model; }
    [[nodiscard]] bool is_none() const {
        return is_model() && per_job == Duration{0} && per_message == Duration{0};
    }
    // Of the model, for a message of so many jobs.
    [[nodiscard]] Duration of(std::size_t jobs) const;
    // Of what is declared or measured.
    [[nodiscard]] Duration scaled(Duration taken) const;
};

}  // namespace meridian
