// Jobs that power or storage holds up though their accelerators are free, by hand: what they close to others.
// Times are seconds.
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::list;
using testing::starts;
using testing::Times;

namespace {

// A site of 3.5 kW whose pools of four and of two draw 1 kW for each accelerator. Jobs of the class `second` run
// in the second pool alone.
struct ShortOfPower {
    ShortOfPower() { s.sites[SiteId{0}].power_limit = Microwatts{3'500'000'000}; }
    Scenario s = testing::one_site(4, seconds{100});
    ClassId second = testing::add_pool_of_its_own(s, 2);
};

// Fills the site's storage of 10 GB for good.
void fill_storage(Scenario& s) {
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    ClassId const archives = testing::add_class(s, "archive");
    s.classes[archives].retains_input = true;
    list(s, seconds{0}, 0, seconds{0}, archives).input = Bytes{10'000'000'000};
}

}  // namespace

TEST_CASE("power closes the site for a job until that goes elsewhere", "[waiting]") {
    // Job 0 holds two here to 100, job 1 the two of a second site to 50. Job 2 (2 wide) has its accelerators here and
    // lacks 0.5 kW. Job 3 would take 1 kW in the second pool and is kept out. At 50 job 2 goes to the second site, and
    // job 3 starts, though nothing was freed here.
    ShortOfPower world;
    Scenario& s = world.s;
    SiteId const far = testing::add_site(s, 2);
    s.sites[far].power_limit = Site{}.power_limit;
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{0}, 2, seconds{50});
    list(s, seconds{10}, 2, seconds{100});
    list(s, seconds{20}, 1, seconds{1000}, world.second);
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 0, 50, 50});
    }
}

TEST_CASE("conservative: a job that lacks power and storage closes the site to all", "[waiting]") {
    // Job 0 fills the storage, job 1 holds two to 100. Job 2 (2 wide, 5 GB) lacks 0.5 kW as well: job 3, without an
    // input, waits. From 100 on job 2 lacks storage alone.
    ShortOfPower world;
    Scenario& s = world.s;
    s.discipline = {"conservative", {}};
    fill_storage(s);
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{10}, 2, seconds{100}).input = Bytes{5'000'000'000};
    list(s, seconds{20}, 1, seconds{50}, world.second);
    CHECK(starts(s)[3] == 100.0);
}

TEST_CASE("conservative: a job that lacks storage opens nothing that one without power has closed",
          "[waiting]") {
    // Job 0 fills the storage, job 1 holds two to 100. Job 2 (2 wide) lacks 0.5 kW to 100 and closes the site; job 3 (5 GB)
    // lacks storage. Job 4 has no input and starts with job 2.
    ShortOfPower world;
    Scenario& s = world.s;
    s.discipline = {"conservative", {}};
    fill_storage(s);
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{10}, 2, seconds{100});
    list(s, seconds{15}, 1, seconds{100}, world.second).input = Bytes{5'000'000'000};
    list(s, seconds{20}, 1, seconds{50}, world.second);
    Times const found = starts(s);
    CHECK(found[2] == 100.0);
    CHECK(found[4] == 100.0);
}
