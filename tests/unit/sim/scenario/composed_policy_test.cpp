// Policies composed of filters and scores in scenario files: what they become, and what is wrong with them.
#include "tests/support/catch.hpp"
#include "tests/support/rule_worlds.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

namespace meridian::testing {
namespace {

scenario::Reading read_policy(WrittenFiles const& folder, std::string const& policy) {
    auto const text = std::string{good_scenario} + "policy:\n" + policy + "\n";
    return scenario::read_scenario(folder.write("s.yaml", text), {}, shipped_vocabulary());
}

struct BadPolicy {
    char const* policy;
    ExpectedProblem problem;
};

}  // namespace

TEST_CASE("filters, scores and who is asked then are read", "[scenario][composed]") {
    WrittenFiles const folder;
    scenario::Reading const reading =
        read_policy(folder,
                    "  filter: [latency <= 30 ms round trip, load<=80 %, cost >= 2 kCNY, carbon <= 3 kg]\n"
                    "  score: {load: 1, latency: 0.6, cost: 0.4}\n"
                    "  then: [overflow, {name: most_free, reach: 20 ms}]");
    Scenario const& scenario = good(folder, reading);
    REQUIRE(scenario.policy.size() == 3);
    CHECK(scenario.policy[0].name == "composed");
    CHECK(scenario.policy[1].name == "overflow");
    CHECK(scenario.policy[2].name == "most_free");
    Composition const& composed = *scenario.policy[0].composed;
    REQUIRE(composed.filters.size() == 4);
    CHECK(composed.filters[0].quantity == PlaceQuantity::latency);
    CHECK(composed.filters[0].bound == 15.0);  // ms, one way
    CHECK(composed.filters[1].bound == 0.8);
    CHECK(composed.filters[2].kind == PlaceFilter::Kind::at_least);
    CHECK(composed.filters[2].bound == 2000.0);
    CHECK(composed.filters[3].bound == 3.0);
    // In one order, whatever that of the file is.
    REQUIRE(composed.scores.size() == 3);
    CHECK(composed.scores[0].quantity == PlaceQuantity::latency);
    CHECK(composed.scores[1].quantity == PlaceQuantity::cost);
    CHECK(composed.scores[1].weight == 0.4);
    CHECK(composed.scores[2].quantity == PlaceQuantity::load);
    CHECK_FALSE(scenario.uses_plugin());
}

TEST_CASE("what is wrong with a composed policy is said with its place and a fix", "[scenario][composed]") {
    WrittenFiles const folder;
    for (BadPolicy const& bad : {
             BadPolicy{
                 "  filter: [latency <= 20 km]",
                 {"s.yaml:25:12", "'latency <= 20 km' has a bound that cannot be read", "latency <= 20 ms"}},
             BadPolicy{"  filter: [latncy <= 20 ms]",
                       {"s.yaml:25:12", "is of 'latncy', which no filter knows", "did you mean 'latency'?"}},
             BadPolicy{"  filter: near", {"s.yaml:25:11", "'near' is no filter", "latency <= 20 ms"}},
             BadPolicy{"  filter: [tier = hubs]", {"s.yaml:25:12", "there is no tier 'hubs'", ""}},
             BadPolicy{"  filter: [[load <= 1]]", {"s.yaml:25:12", "filter", ""}},
             BadPolicy{"  score: {cots: 1}",
                       {"s.yaml:25:11", "there is no quantity 'cots' to score by", "did you mean 'cost'?"}},
             BadPolicy{"  score: {cost: -1}", {"s.yaml:25:17", "cost", "from 0 to 1,000,000"}},
             BadPolicy{"  score: cost", {"s.yaml:25:10", "these are no scores", "{cost: 0.4, latency: 0.6}"}},
             BadPolicy{
                 "  score: {mine: {weight: 2}}",
                 {"s.yaml:25:17", "a score of one's own is a program", "{command: [python3, mine.py]}"}},
             BadPolicy{"  score: {mine: {command: [python3, nowhere.py]}}",
                       {"s.yaml:25:27", "there is no file 'nowhere.py'", "put it into"}},
             BadPolicy{"  score: {cost: 1}\n  than: overflow", {"s.yaml:26:3", "than", "then"}},
             BadPolicy{"  score: {cost: 1}\n  then: overfow",
                       {"s.yaml:26:9", "there is no policy 'overfow'", "did you mean 'overflow'?"}},
         }) {
        CAPTURE(bad.policy);
        check_problem(folder, read_policy(folder, bad.policy), bad.problem);
    }
}

}  // namespace meridian::testing
