#include "sim/scheduler/plugin/program_carrier.hpp"

namespace meridian::scheduler {

system::DialogueLimits dialogue_limits(PluginSource const& source) {
    system::DialogueLimits limits;
    limits.reply_s = in_seconds(source.time_limit).count();
    limits.reply_bytes = static_cast<std::size_t>(source.reply_limit.count());
    limits.memory_bytes = static_cast<double>(source.memory_limit.count());
    return limits;
}

std::string_view ProgramCarrier::heard(std::string_view line) {
    try {
        std::string_view const answer = program_->ask(line);
        if (record_ != nullptr) *record_ << line << '\n' << answer << '\n';
        return answer;
    } catch (system::DialogueFault const& fault) {
        throw CarrierFault{fault.what()};
    }
}

Greeting ProgramCarrier::greet() {
    try {
        program_.emplace(source_.command, dialogue_limits(source_));
    } catch (system::DialogueFault const& fault) {
        throw CarrierFault{fault.what()};
    }
    greeting_ = JsonMessages::read_hello(heard(JsonMessages::hello(source_, role_)));
    return greeting_;
}

void ProgramCarrier::begin(View const& view) {
    messages_.begin(view);
    JsonMessages::check_ready(heard(messages_.run_begins(view, greeting_.sees)));
}

Reply const& ProgramCarrier::ask(Question const& question) {
    return messages_.read_reply(heard(messages_.question(question, greeting_.sees)), question);
}

std::string_view ProgramCarrier::judge(std::uint64_t number, SimTime now, ShownJob const& shown) {
    return heard(messages_.judge_question(role_, number, now, shown, greeting_.sees));
}

}  // namespace meridian::scheduler
