// The older the brain's picture, the more of its placements meet a full pool.
#include <algorithm>
#include <random>

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::play;

namespace {

std::int64_t conflicts(Duration interval, bool optimistic) {
    std::int64_t sum = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Scenario scenario = testing::random_world(seed);
        scenario.sensing.interval = interval;
        scenario.sensing.optimistic = optimistic;
        observe::Ledger const ledger = play(scenario);
        sum += ledger.all_classes().conflicts;
        for (observe::AuditRow const& row : ledger.audit) {
            CAPTURE(seed, interval.count(), row.law.key, row.residual);
            CHECK(row.holds());
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("conflicts grow with the age of what the brain knows", "[property][sensing]") {
    using std::chrono::minutes;
    using std::chrono::seconds;
    std::int64_t const present = conflicts(Duration{0}, false);
    std::int64_t const young = conflicts(seconds{10}, false);
    std::int64_t const older = conflicts(minutes{30}, false);
    std::int64_t const oldest = conflicts(minutes{360}, false);
    CAPTURE(present, young, older, oldest);
    CHECK(present == 0);
    CHECK(young < older);
    CHECK(older < oldest);
}

TEST_CASE("an optimistic brain that decides alone is never misled", "[property][sensing]") {
    CHECK(conflicts(std::chrono::minutes{30}, true) == 0);
}

TEST_CASE("a look at every instant is as good as seeing the present", "[property][sensing]") {
    // All that happens in these worlds happens at whole seconds, and the brain looks at each.
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        Scenario scenario = testing::one_site(3, std::chrono::seconds{7});
        std::vector<std::chrono::seconds> arrivals;
        for (int j = 0; j < 60; ++j)
            arrivals.emplace_back(dice() % 200);
        std::ranges::sort(arrivals);
        for (auto const at : arrivals)
            testing::list_job(scenario, at);
        observe::ClassTally const present = play(scenario).all_classes();
        scenario.sensing.interval = std::chrono::seconds{1};
        observe::ClassTally const looked = play(scenario).all_classes();
        CHECK(present.brain_wait_s.max() > 0.0);
        CHECK(looked.conflicts == 0);
        CHECK(looked.brain_wait_s.mean() == present.brain_wait_s.mean());
        CHECK(looked.brain_wait_s.max() == present.brain_wait_s.max());
        CHECK(looked.turnaround_s.mean() == present.turnaround_s.mean());
    }
}
