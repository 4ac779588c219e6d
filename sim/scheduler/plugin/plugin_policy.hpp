// A policy of the user's behind the contract of all policies: asks it by its carrier, checks what it answers, and says
// who is at fault.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sim/scheduler/plugin/plugin_fault.hpp"
#include "sim/scheduler/plugin/question_writer.hpp"
#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {

class PluginPolicy final : public Policy {
public:
    struct Parts {
        std::string name;
        std::shared_ptr<PluginSource const> source;
        std::unique_ptr<Carrier> carrier;
        std::unique_ptr<Policy> fallback;  // decides from a fault on; none: the run ends with PluginFault
    };
    // Greets it. Throws PluginFault, also where there is a fallback: a policy that cannot be started is no accident.
    explicit PluginPolicy(Parts parts);
    ~PluginPolicy() override;

    void decide(std::span<JobId const> asked, View const& view, Decisions& out) override;
    [[nodiscard]] Duration period() const override { return greeting_.period; }
    [[nodiscard]] bool decides_in_batches() const override { return greeting_.batches; }
    [[nodiscard]] state::RunListener* listener() override { return &writer_; }
    [[nodiscard]] std::optional<PluginFailure> failure() const override { return failure_; }

private:
    void begin_once(View const& view);
    void take(Reply const& reply, std::span<JobId const> asked, View const& view);
    [[nodiscard]] Decision decision_of(PluginAnswer const& answer, state::Job const& job,
                                       View const& view) const;
    [[nodiscard]] Decision place_of(PluginAnswer const& answer, state::Job const& job,
                                    View const& view) const;
    void fail(std::string const& why, View const& view, std::span<JobId const> asked);
    [[nodiscard]] std::string words_of(std::string const& why) const;

    Parts parts_;
    Greeting greeting_;
    QuestionWriter writer_;
    bool has_begun_{false};
    std::optional<PluginFailure> failure_;
    std::vector<Decision> decisions_;  // by asked job; reused
};

// Precondition: the selection has a plugin. Throws PluginFault.
[[nodiscard]] std::unique_ptr<Policy> make_plugin_policy(Selection const& selection,
                                                         std::unique_ptr<Policy> fallback);

}  // namespace meridian::scheduler
