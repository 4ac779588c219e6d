// A policy that is a program: JSON Lines over its standard input and output.
#pragma once

#include <optional>

#include "sim/scheduler/plugin/json_messages.hpp"
#include "sim/system/dialogue.hpp"

namespace meridian::scheduler {

// Each run starts it again.
class ProgramCarrier final : public Carrier {
public:
    // `source` outlives it.
    explicit ProgramCarrier(PluginSource const& source, std::string_view role = "policy")
        : source_{source}, role_{role} {}

    [[nodiscard]] Greeting greet() override;
    void begin(View const& view) override;
    [[nodiscard]] Reply const& ask(Question const& question) override;
    // Of a filter or a score: its answer to a question on the places of a job, which lives until the next one.
    [[nodiscard]] std::string_view judge(std::uint64_t number, SimTime now, ShownJob const& shown);
    [[nodiscard]] Greeting const& greeting() const { return greeting_; }
    void end() override { program_.reset(); }
    [[nodiscard]] std::string log() const override { return program_ ? program_->log() : std::string{}; }

private:
    [[nodiscard]] std::string_view heard(std::string_view line);

    PluginSource const& source_;
    std::string_view role_;
    std::optional<system::Dialogue> program_;
    Greeting greeting_;
    JsonMessages messages_;
};

}  // namespace meridian::scheduler
