#include "sim/conformance/policy_dialogue.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/conformance/worlds.hpp"
#include "sim/scheduler/plugin/json_reading.hpp"
#include "sim/scheduler/plugin/plugin_policy.hpp"
#include "sim/scheduler/plugin/program_carrier.hpp"

namespace meridian::conformance {
namespace {

using scheduler::CarrierFault;
using scheduler::Json;

using Decisions = std::map<std::string, Json>;  // by job

Decisions decisions_of(Json const& answer) {
    Decisions all;
    Json const& decisions = scheduler::required(answer, "decisions");
    if (!decisions.is_array()) scheduler::wrong("decisions", "a list", decisions);
    for (Json const& one : decisions) {
        if (!one.is_object()) scheduler::wrong("decisions", "a list of objects", one);
        std::string const& job = scheduler::text_of(one, "job");
        if (!all.emplace(job, one).second)
            throw CarrierFault{fmt::format("it answered twice for job {}", job)};
    }
    return all;
}

// The names of the places that a question shows for a job.
std::set<std::string> names_of(Json const& places, char const* key) {
    std::set<std::string> names;
    for (Json const& place : places) {
        if (place.contains(key)) names.insert(place[key].get<std::string>());
    }
    return names;
}

void check_decision(Json const& job, Json const& decision, std::int64_t now_ns) {
    std::string const id = job.at("id").get<std::string>();
    for (char const* const key : {"pool", "site"}) {
        if (!decision.contains(key)) continue;
        std::string const& name = scheduler::text_of(decision, key);
        if (job.contains("places") && !names_of(job.at("places"), key).contains(name))
            throw CarrierFault{fmt::format("it placed job {} at '{}', where it could never run", id, name)};
        return;
    }
    if (decision.contains("wait") || decision.contains("reject")) return;
    if (!decision.contains("defer_until_ns"))
        throw CarrierFault{fmt::format("it decided nothing on job {}", id)};
    if (scheduler::whole_of(decision, "defer_until_ns") <= now_ns)
        throw CarrierFault{fmt::format("it deferred job {} until a time that is past", id)};
}

void check_decisions(Json const& question, Json const& answer, Decisions decisions) {
    scheduler::check_type(answer, "decisions");
    scheduler::check_question(answer, question.at("id").get<std::uint64_t>());
    for (Json const& job : question.at("jobs")) {
        std::string const id = job.at("id").get<std::string>();
        auto const found = decisions.find(id);
        if (found == decisions.end()) throw CarrierFault{fmt::format("it did not answer for job {}", id)};
        check_decision(job, found->second, question.at("now_ns").get<std::int64_t>());
        decisions.erase(found);
    }
    if (!decisions.empty())
        throw CarrierFault{
            fmt::format("it answered for job {}, which it was not asked for", decisions.begin()->first)};
}

// Throws Json::exception for a question that lacks what each has, before the policy is asked.
void check_is_whole(Json const& question) {
    static_cast<void>(question.at("id").get<std::uint64_t>());
    static_cast<void>(question.at("now_ns").get<std::int64_t>());
    for (Json const& job : question.at("jobs"))
        static_cast<void>(job.at("id").get<std::string>());
}

// What is recorded may be no legal answer.
bool are_recorded(Decisions const& decisions, Json const& recorded) {
    try {
        return decisions == decisions_of(recorded);
    } catch (CarrierFault const&) {
        return false;
    }
}

// Asks one program after another: each run of a dialogue starts it anew.
class Replayer {
public:
    explicit Replayer(PluginSource const& policy) : policy_{policy} {}

    void ask(std::size_t line, std::string_view message, std::string_view recorded) {
        Json const question = message_in(line, message);
        Json const known = message_in(line + 1, recorded);
        std::string const type = question.at("type").get<std::string>();
        if (type != "hello" && type != "begin") check_is_whole(question);
        if (type == "hello") {
            program_.emplace(policy_.command, scheduler::dialogue_limits(policy_));
        } else if (!program_) {
            throw DialogueLineFault{line, "a dialogue begins with the message 'hello' of Meridian"};
        }
        std::string_view const said = program_->ask(message);
        if (type == "hello") return static_cast<void>(scheduler::JsonMessages::read_hello(said));
        if (type == "begin") return scheduler::JsonMessages::check_ready(said);
        ++found_.questions;
        found_.jobs += static_cast<std::int64_t>(question.at("jobs").size());
        Json const answer = scheduler::parsed(said);
        Decisions const decisions = decisions_of(answer);
        check_decisions(question, answer, decisions);
        if (!are_recorded(decisions, known)) ++found_.different;
    }

    // The dialogue line by line, until the policy can be asked no more.
    [[nodiscard]] DialogueReplay play(std::string_view dialogue) {
        std::vector<std::string_view> const lines = lines_of(dialogue);
        if (lines.empty() || lines.size() % 2 != 0)
            throw DialogueLineFault{std::max<std::size_t>(lines.size(), 1),
                                    "a dialogue has an answer after each message"};
        for (std::size_t i = 0; i < lines.size(); i += 2) {
            try {
                ask(i + 1, lines[i], lines[i + 1]);
            } catch (CarrierFault const& fault) {
                found_.illegal.push_back({i + 1, fault.what()});
            } catch (system::DialogueFault const& fault) {
                found_.illegal.push_back({i + 1, fault.what()});
                break;
            } catch (Json::exception const&) {
                throw DialogueLineFault{i + 1, "the message is none of this contract"};
            }
        }
        return found_;
    }

private:
    [[nodiscard]] static std::vector<std::string_view> lines_of(std::string_view text) {
        std::vector<std::string_view> lines;
        while (!text.empty()) {
            std::size_t const end = std::min(text.find('\n'), text.size());
            lines.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return lines;
    }
    [[nodiscard]] static Json message_in(std::size_t line, std::string_view text) {
        Json json = Json::parse(text, nullptr, false);
        if (!json.is_object() || !json.contains("type"))
            throw DialogueLineFault{line, "the line is no message: a JSON object with a 'type'"};
        return json;
    }

    PluginSource const& policy_;
    std::optional<system::Dialogue> program_;
    DialogueReplay found_;
};

}  // namespace

std::string record_dialogue(Selection const& policy, std::uint64_t first_seed, std::int64_t worlds) {
    std::ostringstream lines;
    for (std::int64_t w = 0; w < worlds; ++w) {
        Scenario scenario = random_world(first_seed + static_cast<std::uint64_t>(w));
        scenario.policy = {policy};
        world::RunOptions options;
        options.policy = std::make_unique<scheduler::PluginPolicy>(scheduler::PluginPolicy::Parts{
            policy.name, policy.plugin,
            std::make_unique<scheduler::ProgramCarrier>(*policy.plugin, "policy", &lines), nullptr});
        static_cast<void>(play(scenario, std::move(options)));
    }
    return std::move(lines).str();
}

DialogueReplay replay_dialogue(PluginSource const& policy, std::string_view dialogue) {
    return Replayer{policy}.play(dialogue);
}

}  // namespace meridian::conformance
