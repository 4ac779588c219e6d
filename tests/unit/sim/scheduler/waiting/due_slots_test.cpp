// Room that is freed at several sites at once, by hand. Times are seconds.
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::list;
using testing::starts;

TEST_CASE("storage that is short at one site hides none at another", "[waiting]") {
    // Two sites of one accelerator: the far one stores anything, the near one is filled by job 0 for good. Jobs 1 and 2
    // hold both to 100. Job 3 has an input of 5 GB, which takes 1 + 5 s to the far site: it starts there at 106.
    Scenario s = testing::one_site(1, seconds{100});
    NodeId const far = testing::add_far_node(s, "far", 1.0, seconds{1});
    SiteId const near = testing::add_site(s, 1);
    s.sites[near].storage = Bytes{10'000'000'000};
    s.sites[SiteId{0}].node = far;
    ClassId const archives = testing::add_class(s, "archive");
    s.classes[archives].retains_input = true;
    list(s, seconds{0}, 0, seconds{0}, archives).input = Bytes{10'000'000'000};
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 1, seconds{50}).input = Bytes{5'000'000'000};
    for (std::string const name : {"best_effort", "fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s)[3] == 106.0);
    }
}
