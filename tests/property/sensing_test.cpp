// The older the brain's picture, the more of its placements meet a full pool.
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
