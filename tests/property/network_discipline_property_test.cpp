// What the disciplines promise to the jobs that wait at the brain, over random worlds.
#include <algorithm>

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/network_work.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;
using testing::NetworkPolicy;
using testing::QueueRule;
using testing::Starts;

namespace {

constexpr std::uint64_t worlds = meridian::testing::last_seed(500);

// The wait of each job; 0 of one that was rejected.
std::vector<std::int64_t> waits(QueueRule const& rule, Scenario const& world) {
    std::vector<std::int64_t> out;
    Starts const starts = testing::play_network(rule, world);
    for (std::size_t j = 0; j < starts.size(); ++j) {
        std::int64_t const arrival = world.listed_jobs[j].arrival.time_since_epoch().count();
        out.push_back(starts[j] < 0 ? 0 : starts[j] - arrival);
    }
    return out;
}

Scenario with_exact_estimates(Scenario world) {
    for (ListedJob& listed : world.listed_jobs)
        listed.job.estimate = listed.job.runtime;
    return world;
}

// By how much the job that loses most waits longer than under fcfs.
std::int64_t largest_loss(QueueRule const& rule, Scenario const& world) {
    auto const fcfs = waits({.name = "fcfs"}, world);
    auto const other = waits(rule, world);
    std::int64_t loss = 0;
    for (std::size_t j = 0; j < fcfs.size(); ++j)
        loss = std::max(loss, other[j] - fcfs[j]);
    return loss;
}

}  // namespace

// With exact estimates. A wrong estimate may cost a job more under either rule; under easy a job behind the
// first may lose more than the longest work even with exact ones.
TEST_CASE("at light load nobody waits longer than the last under fcfs and the longest work more",
          "[property][network_discipline]") {
    auto const name = GENERATE(as<std::string>{}, "easy", "conservative");
    std::size_t waited = 0;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        Scenario const world = with_exact_estimates(testing::light_network(seed));
        CAPTURE(name, seed, testing::words(world));
        std::int64_t const longest = std::ranges::max(waits({.name = name, .count_only = true}, world));
        REQUIRE(longest <= std::ranges::max(waits({.name = "fcfs"}, world)) + testing::longest_work(world));
        waited += longest > 0 ? 1 : 0;
    }
    CHECK(waited > worlds / 2);
}

TEST_CASE("at light load each job loses the longest work at most to conservative backfilling",
          "[property][network_discipline]") {
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        Scenario const world = with_exact_estimates(testing::light_network(seed));
        CAPTURE(seed, testing::words(world));
        REQUIRE(largest_loss({.name = "conservative", .count_only = true}, world) <=
                testing::longest_work(world));
    }
}

TEST_CASE("at light load each job loses the longest work at most once for each pass and once more",
          "[property][network_discipline]") {
    std::int64_t const passes = GENERATE(0, 1, 10);
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        Scenario const world = testing::light_network(seed);
        CAPTURE(passes, seed, testing::words(world));
        REQUIRE(largest_loss({.name = "fcfs_skip", .passes = passes}, world) <=
                (1 + passes) * testing::longest_work(world));
    }
}

TEST_CASE("best_effort keeps no such bound", "[property][network_discipline]") {
    std::size_t beyond = 0;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
        Scenario const world = testing::light_network(seed);
        if (largest_loss({.name = "best_effort"}, world) > 2 * testing::longest_work(world)) ++beyond;
    }
    CHECK(beyond > 0);
}

TEST_CASE("one pool: jobs that wait at the brain start as jobs that wait at the pool do",
          "[property][network_discipline]") {
    bool const by_priority = GENERATE(true, false);  // those that come at once
    for (ComponentDoc const& doc : scheduler::disciplines()) {
        for (QueueRule rule : {QueueRule{.name = {}}, QueueRule{.name = {}, .depth = 3, .passes = 1},
                               QueueRule{.name = {}, .ageing = 4000}}) {
            rule.name = doc.name;
            rule.count_only = true;
            for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
                testing::QueueWork work = testing::random_work(seed);
                for (std::size_t j = 0; !by_priority && j < work.jobs.size(); ++j)
                    work.jobs[j].priority = static_cast<int>((j * 7 + seed) % 3);
                Scenario world = testing::network_of(work);
                Starts const at_brain = testing::play_network(rule, world);
                testing::use_policy(world, NetworkPolicy::least_loaded_queue);
                CAPTURE(by_priority, testing::words(rule), seed, testing::words(work));
                REQUIRE(testing::play_network(rule, world) == at_brain);
            }
        }
    }
}
