// Every discipline against a plain reference scheduler: the start of every job, over thousands of random
// workloads with equal times, zero lengths, jobs as wide as the pool, wrong estimates and power limits.
#include "tests/support/catch.hpp"
#include "tests/support/queue_work.hpp"

using namespace meridian;
using testing::QueueRule;
using testing::QueueWork;

namespace {

constexpr std::uint64_t workloads = 4000;

std::vector<QueueRule> rules() {
    std::vector<QueueRule> all{{"best_effort"}, {"fcfs"}, {"shortest_first"}, {"priority"}, {"fcfs_skip"}};
    all.push_back({.name = "priority", .ageing = 5});
    all.push_back({.name = "priority", .ageing = 4000});
    all.push_back({.name = "fcfs_skip", .depth = 3});
    all.push_back({.name = "fcfs_skip", .passes = 2});
    for (char const* name : {"easy", "conservative"}) {
        for (bool const count_only : {false, true}) {
            for (std::int64_t const depth : {1000, 4, 1})
                all.push_back({.name = name, .depth = depth, .count_only = count_only});
        }
    }
    return all;
}

}  // namespace

TEST_CASE("every job starts when the reference scheduler starts it", "[oracle][discipline][slow]") {
    auto const rule = GENERATE(from_range(rules()));
    CAPTURE(testing::words(rule));
    for (std::uint64_t seed = 1; seed <= workloads; ++seed) {
        QueueWork const work = testing::random_work(seed);
        auto const expected = testing::reference_starts(rule, work);
        auto const found = testing::play_by(rule, work);
        CAPTURE(seed, testing::words(work));
        REQUIRE(found == expected);
    }
}
