// A policy outside the program keeps the contract of all policies: what it is shown is enough to do what a built-in
// policy does, start by start, and nothing of it is what a scheduler cannot know.
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scheduler/plugin/json_messages.hpp"
#include "sim/scheduler/plugin/plugin_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using nlohmann::json;
using testing::play;

namespace {

// The nearest place with room, by messages as a program would read and write them. Keeps what it has been shown.
class NearestByMessage final : public scheduler::Carrier {
public:
    struct Shown {
        std::vector<json> questions;
        std::map<std::string, json> pools;  // all that the deltas add up to
    };
    NearestByMessage(Knowledge knowledge, Shown& shown) : shown_{shown} { source_.knowledge = knowledge; }

    scheduler::Greeting greet() override {
        json const hello = json::parse(scheduler::JsonMessages::hello(source_));
        CHECK(hello["version"] == scheduler::contract_version);
        greeting_ = scheduler::JsonMessages::read_hello(
            R"({"type":"hello","version":1,"sees":["map","state","costs","events"]})");
        return greeting_;
    }
    void begin(scheduler::View const& view) override {
        messages_.begin(view);
        json const begins = json::parse(messages_.run_begins(view, greeting_.sees));
        CHECK(begins["sites"].size() == view.scenario().sites.size());
        CHECK(begins["latency_ns"].size() == view.scenario().regions.size());
        scheduler::JsonMessages::check_ready(R"({"type":"ready"})");
    }
    scheduler::Reply const& ask(scheduler::Question const& question) override {
        json const asked = json::parse(messages_.question(question, greeting_.sees));
        for (auto const& [name, pool] : asked["pools"].items())
            shown_.pools[name] = pool;
        json decisions = json::array();
        for (json const& job : asked["jobs"])
            decisions.push_back(decision_on(job));
        shown_.questions.push_back(asked);
        json const reply{{"type", "decisions"}, {"id", asked["id"]}, {"decisions", decisions}};
        return messages_.read_reply(reply.dump(), question);
    }
    void end() override {}

private:
    static json decision_on(json const& job) {
        json decision{{"job", job["id"]}};
        for (json const& place : job["places"]) {
            if (!place["room"].get<bool>()) continue;
            char const* const key = place.contains("pool") ? "pool" : "site";
            decision[key] = place[key];
            return decision;
        }
        bool const is_open =
            std::ranges::any_of(job["places"], [](json const& place) { return place["open"] == true; });
        if (job["places"].empty())
            decision["reject"] = "no_site_in_reach";
        else
            decision["wait"] = is_open ? "full" : "out_of_service";
        return decision;
    }

    Shown& shown_;
    PluginSource source_;
    scheduler::Greeting greeting_;
    scheduler::JsonMessages messages_;
};

world::RunOptions by_message(Knowledge knowledge, NearestByMessage::Shown& shown) {
    auto source = std::make_shared<PluginSource>();
    source->knowledge = knowledge;
    world::RunOptions options;
    options.policy = std::make_unique<scheduler::PluginPolicy>(scheduler::PluginPolicy::Parts{
        "given", source, std::make_unique<NearestByMessage>(knowledge, shown), nullptr});
    return options;
}

std::int64_t ns(json const& value) {
    return value.get<std::int64_t>();
}

}  // namespace

TEST_CASE("nearest_user by message does what nearest_user does, start by start", "[contract][plugin]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    if (seed % 3 == 0) scenario.sensing = {std::chrono::minutes{2}, std::chrono::minutes{1}, true, {}};
    NearestByMessage::Shown shown;
    observe::Ledger const own = play(scenario, by_message(Knowledge::declared, shown));
    CHECK(!shown.questions.empty());
    CHECK(testing::all_files(scenario, own) == testing::all_files(scenario, play(scenario)));
}

TEST_CASE("messages show nothing that a scheduler cannot know", "[contract][plugin]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(9)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    bool const is_late = seed % 2 == 0;
    if (is_late) scenario.sensing = {std::chrono::minutes{2}, std::chrono::minutes{1}, true, {}};
    NearestByMessage::Shown declared;
    NearestByMessage::Shown oracle;
    static_cast<void>(play(scenario, by_message(Knowledge::declared, declared)));
    static_cast<void>(play(scenario, by_message(Knowledge::oracle, oracle)));
    REQUIRE(declared.questions.size() == oracle.questions.size());
    std::size_t events = 0;
    for (std::size_t q = 0; q < declared.questions.size(); ++q) {
        json const& question = declared.questions[q];
        std::int64_t const sensed = ns(question["sensed_ns"]);
        CHECK(sensed <= ns(question["now_ns"]));
        // By hand: snapshots at multiples of 120 s arrive 60 s later.
        if (!is_late) CHECK(sensed == ns(question["now_ns"]));
        if (is_late) CHECK(sensed % 120'000'000'000 == 0);
        for (json const& event : question["events"])
            CHECK(ns(event["at_ns"]) <= sensed);
        events += question["events"].size();
        for (json const& job : question["jobs"])
            CHECK_FALSE(job.contains("runtime_ns"));
        for (json const& job : oracle.questions[q]["jobs"])
            CHECK(job.contains("runtime_ns"));
    }
    CHECK(events > 0);
}

// Two worlds that differ in true run times alone, each job's estimate being the same: until work ends that is shorter in
// one of them, nothing that is asked may differ.
TEST_CASE("what is asked before any work ends does not depend on true run times", "[contract][plugin]") {
    Scenario scenario = testing::one_site(2, std::chrono::hours{2});
    for (int i = 0; i < 5; ++i)
        testing::list_job(scenario, std::chrono::minutes{i});
    Scenario other = scenario;
    for (ListedJob& job : other.listed_jobs)
        job.job.runtime += std::chrono::minutes{30};
    NearestByMessage::Shown a;
    NearestByMessage::Shown b;
    static_cast<void>(play(scenario, by_message(Knowledge::declared, a)));
    static_cast<void>(play(other, by_message(Knowledge::declared, b)));
    std::int64_t const first_end = std::chrono::nanoseconds{std::chrono::hours{2}}.count();
    std::size_t compared = 0;
    while (compared < a.questions.size() && ns(a.questions[compared]["now_ns"]) < first_end) {
        CHECK(a.questions[compared] == b.questions.at(compared));
        ++compared;
    }
    CHECK(compared >= 3);
    CHECK(a.questions[compared] != b.questions.at(compared));
}

TEST_CASE("the state by deltas is the state", "[contract][plugin]") {
    // Two accelerators, three jobs at 0, 60 and 120 s that take one each for two hours: the third waits. By hand, the
    // questions show free 2, 1, 0, then 1 when the first job has left at 7200 s.
    Scenario scenario = testing::one_site(2, std::chrono::hours{2});
    for (int i = 0; i < 3; ++i)
        testing::list_job(scenario, std::chrono::minutes{i});
    NearestByMessage::Shown shown;
    static_cast<void>(play(scenario, by_message(Knowledge::declared, shown)));
    REQUIRE(shown.questions.size() == 4);
    std::vector<double> free;
    for (json const& question : shown.questions) {
        REQUIRE(question["pools"].size() == 1);
        free.push_back(question["pools"].begin().value()["free"].get<double>());
    }
    CHECK(free == std::vector<double>{2.0, 1.0, 0.0, 1.0});
    CHECK(shown.questions[0]["whole"] == true);
    CHECK(shown.questions[1]["whole"] == false);
    // Each event once, with the question after it.
    std::vector<std::string> events;
    for (json const& question : shown.questions) {
        REQUIRE(question["events"].size() <= 1);
        events.push_back(question["events"].empty() ? "" : question["events"][0]["type"].get<std::string>());
    }
    CHECK(events == std::vector<std::string>{"", "started", "started", "finished"});
}
