// How the data of classes share a link, by hand.
#include "sim/world/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

// Two classes with 3 GB each to move at 0 s over one link of 1 GB/s without delay.
Scenario two_classes() {
    Scenario s = testing::one_site(2, 10s);
    s.sites[SiteId{0}].node = testing::add_far_node(s, "far", 1.0);
    s.network = testing::network("fluid");
    s.classes.add(s.classes[ClassId{0}]);
    s.classes[ClassId{1}].name = s.classes[ClassId{1}].key = "other";
    for (std::uint32_t c = 0; c < 2; ++c) {
        testing::list_job(s, 0s);
        s.listed_jobs.back().job.workload_class = ClassId{c};
        s.listed_jobs.back().job.input = Bytes{3'000'000'000};
    }
    return s;
}

double staged_s(observe::Ledger const& ledger, std::uint32_t c) {
    return ledger.classes[ClassId{c}].stage_s.mean();
}

}  // namespace

TEST_CASE("the data of a class of weight 3 gets three times as much") {
    Scenario s = two_classes();
    s.classes[ClassId{0}].transfer_weight = 3.0;
    observe::Ledger const ledger = testing::play(s);
    // 0.75 and 0.25 GB/s: 4 s. The other has 2 GB left then, alone: 6 s.
    CHECK(staged_s(ledger, 0) == 4.0);
    CHECK(staged_s(ledger, 1) == 6.0);
}

TEST_CASE("a transfer has no more than its class's cap, and others have the rest") {
    Scenario s = two_classes();
    s.classes[ClassId{0}].transfer_cap = BytesPerSecond{0.25e9};
    observe::Ledger const ledger = testing::play(s);
    CHECK(staged_s(ledger, 0) == 12.0);  // 3 / 0.25
    CHECK(staged_s(ledger, 1) == 4.0);   // 3 / 0.75
    s.network = testing::network("delay");
    observe::Ledger const alone = testing::play(s);
    CHECK(staged_s(alone, 0) == 12.0);
    CHECK(staged_s(alone, 1) == 3.0);
}
