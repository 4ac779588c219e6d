// Policies composed of filters and scores do what their rules say: what `nearest_user` and `weighted` do where these
// are their rules, and by hand where they are not.
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::play;

namespace {

PlaceFilter at_most(PlaceQuantity quantity, double bound) {
    PlaceFilter filter;
    filter.quantity = quantity;
    filter.bound = bound;
    return filter;
}

PlaceScore score(PlaceQuantity quantity, double weight) {
    PlaceScore one;
    one.weight = weight;
    one.quantity = quantity;
    return one;
}

Scenario composed(Scenario scenario, Composition of, std::vector<Selection> then = {}) {
    Selection selection{"composed", {}};
    selection.composed = std::make_shared<Composition const>(std::move(of));
    scenario.policy = {selection};
    scenario.policy.insert(scenario.policy.end(), then.begin(), then.end());
    return scenario;
}

// What happened, without who decided it.
std::string what_happened(Scenario scenario, observe::Ledger const& ledger) {
    scenario.policy = {Selection{"nearest_user", {}}};
    return testing::all_files(scenario, ledger);
}

}  // namespace

TEST_CASE("without filters and scores it is the nearest place with room", "[contract][composed]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(31)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario const own = composed(scenario, {});
    CHECK(what_happened(scenario, play(own)) == what_happened(scenario, play(scenario)));
}

TEST_CASE("scores are the weighted sum of the policy 'weighted'", "[contract][composed]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(31)));
    CAPTURE(seed);
    double const load = 0.5 * (seed % 3);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario weighted = scenario;
    weighted.policy = {Selection{
        "weighted", {{"latency", 1.0}, {"energy", 0.0}, {"carbon", 0.0}, {"cost", 0.0}, {"load", load}}}};
    Scenario const own =
        composed(scenario, {{}, {score(PlaceQuantity::latency, 1.0), score(PlaceQuantity::load, load)}});
    CHECK(what_happened(scenario, play(own)) == what_happened(scenario, play(weighted)));
}

TEST_CASE("one score is the policy of that quantity", "[contract][composed]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    auto const [quantity, policy] = GENERATE(table<PlaceQuantity, std::string>(
        {{PlaceQuantity::cost, "cheapest"}, {PlaceQuantity::carbon, "greenest"}}));
    CAPTURE(seed, policy);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario one = scenario;
    one.policy = {Selection{policy, {{"when_full", std::string{"wait"}}}}};
    Scenario const own = composed(scenario, {{}, {score(quantity, 2.0)}});
    CHECK(what_happened(scenario, play(own)) == what_happened(scenario, play(one)));
}

TEST_CASE("a filter by latency is the reach of a policy", "[contract][composed]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    Scenario near = scenario;
    near.policy = {Selection{"nearest_user", {{"reach", Duration{std::chrono::milliseconds{8}}}}}};
    Scenario const own = composed(scenario, {{at_most(PlaceQuantity::latency, 8.0)}, {}});
    CHECK(what_happened(scenario, play(own)) == what_happened(scenario, play(near)));
}

TEST_CASE("who is asked then places what finds no place that passes", "[contract][composed]") {
    // One site of four accelerators, jobs of an hour that take one each, at 0, 1, 2 and 3 min. Load may be at most a
    // quarter: that is 0 and then 1/4 for the first two, and 2/4 for the third, which waits until the first has left at
    // 60 min; the fourth then sees 2/4 again and waits until the second has left at 61 min. Waits: 0, 0, 58 and 58 min.
    Scenario scenario = testing::one_site(4, std::chrono::hours{1});
    for (int i = 0; i < 4; ++i)
        testing::list_job(scenario, std::chrono::minutes{i});
    Composition const quiet{{at_most(PlaceQuantity::load, 0.25)}, {}};
    observe::ClassTally const alone = play(composed(scenario, quiet)).all_classes();
    CHECK(alone.wait_s.mean() == (58.0 + 58.0) * 60.0 / 4.0);
    observe::ClassTally const helped =
        play(composed(scenario, quiet, {Selection{"nearest_user", {}}})).all_classes();
    CHECK(helped.wait_s.max() == 0.0);
    // What can never pass is rejected.
    Composition none{{at_most(PlaceQuantity::latency, 1000.0)}, {}};
    none.filters.front().kind = PlaceFilter::Kind::at_least;
    CHECK(play(composed(scenario, none)).all_classes().rejected == 4);
}
