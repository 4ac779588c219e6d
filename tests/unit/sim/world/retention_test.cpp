// Inputs that jobs leave behind.
#include <chrono>

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

TEST_CASE("a retained input makes room when its time is over", "[retention]") {
    // Storage for one input; three jobs at midnight that store 1 TB for 5 h each: the second begins at 5 h,
    // the third at 10 h. Kept for good, the first is the only one.
    Scenario s = one_site(1, 0s);
    s.sites[SiteId{0}].storage = Bytes{1'000'000'000'000};
    WorkloadClass& c = s.classes[ClassId{0}];
    c.retains_input = true;
    for (int i = 0; i < 3; ++i) {
        list_job(s, 0s);
        s.listed_jobs.back().job.input = Bytes{1'000'000'000'000};
        s.listed_jobs.back().job.width = Milliaccelerators{0};
        s.listed_jobs.back().job.runtime = s.listed_jobs.back().job.estimate = 0s;
    }
    CHECK(play(s).all_classes().completed == 1);
    c.retention = 5h;
    observe::ClassTally const all = play(s).all_classes();
    CHECK(all.completed == 3);
    CHECK(all.turnaround_s.mean() == Approx((0.0 + 5 * 3600.0 + 10 * 3600.0) / 3));
}
