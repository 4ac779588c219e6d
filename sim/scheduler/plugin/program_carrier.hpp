// A policy that is a program: JSON Lines over its standard input and output.
#pragma once

#include <optional>
#include <ostream>

#include "sim/scheduler/plugin/json_messages.hpp"
#include "sim/system/dialogue.hpp"

namespace meridian::scheduler {

[[nodiscard]] system::DialogueLimits dialogue_limits(PluginSource const& source);

// Each run starts it again.
class ProgramCarrier final : public Carrier {
public:
    // `source` and `record` outlive it. `record`: gets each message and its answer, a line each; none: nothing is kept.
    explicit ProgramCarrier(PluginSource const& source, std::string_view role = "policy",
                            std::ostream* record = nullptr)
        : source_{source}, role_{role}, record_{record} {}

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
    std::ostream* record_;
    std::optional<system::Dialogue> program_;
    Greeting greeting_;
    JsonMessages messages_;
};

}  // namespace meridian::scheduler
