// Every discipline over a network against a plain reference scheduler: the start of every job that waits at
// the brain, over random worlds of several sites with equal times, zero lengths, wide gangs and wrong
// estimates, under two policies with and without reach.
#include "tests/support/catch.hpp"
#include "tests/support/network_work.hpp"

using namespace meridian;
using testing::QueueRule;

namespace {

constexpr std::uint64_t worlds = 2000;

std::vector<QueueRule> network_rules() {
    std::vector<QueueRule> all{{"best_effort"}, {"fcfs"}, {"shortest_first"}, {"priority"}, {"fcfs_skip"}};
    all.push_back({.name = "priority", .ageing = 5});
    all.push_back({.name = "priority", .ageing = 4000});
    all.push_back({.name = "fcfs_skip", .depth = 3});
    for (std::int64_t const passes : {0, 1, 2})
        all.push_back({.name = "fcfs_skip", .passes = passes});
    for (char const* name : {"easy", "conservative"}) {
        for (std::int64_t const depth : {1000, 4, 1})
            all.push_back({.name = name, .depth = depth, .count_only = true});
    }
    return all;
}

}  // namespace

TEST_CASE("over a network every job starts when the reference scheduler starts it",
          "[oracle][network_discipline][slow]") {
    auto const rule = GENERATE(from_range(network_rules()));
    CAPTURE(testing::words(rule));
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        Scenario const world = testing::random_network(seed);
        CAPTURE(seed, testing::words(world));
        REQUIRE(testing::play_network(rule, world) == testing::reference_network_starts(rule, world));
    }
}
