// Where waiting jobs are eligible, by hand: sites 0 and 1 with one pool each, slots 0 and 1 for the pools, 2 and 3 for
// the sites. Site 0 stores 10 bytes, site 1 anything.
#include "sim/scheduler/waiting/reaches.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Reaches;
using scheduler::SlotSet;

namespace {

Scenario two_sites() {
    Scenario s = testing::one_site(1, std::chrono::seconds{1});
    s.sites[SiteId{0}].storage = Bytes{10};
    Site second = s.sites[SiteId{0}];
    second.name = second.key = "second site";
    second.storage.reset();
    SiteId const at = s.sites.add(second);
    s.pools.add({"second site/pool", "second site/pool", at, AcceleratorId{0}, 1, 1});
    return s;
}

state::Job job_of(std::int64_t input, std::int64_t width = 1000) {
    state::Job job;
    job.what.workload_class = ClassId{0};
    job.what.origin = RegionId{0};
    job.what.input_home = NodeId{0};
    job.what.width = Milliaccelerators{width};
    job.what.input = Bytes{input};
    return job;
}

}  // namespace

TEST_CASE("jobs are of one kind if the same sites could store their inputs", "[reaches]") {
    Scenario const s = two_sites();
    Reaches const reaches{s, scheduler::Slots{s}, {}};
    CHECK(reaches.kind(job_of(0)) == reaches.kind(job_of(10)));
    CHECK_FALSE(reaches.kind(job_of(10)) == reaches.kind(job_of(11)));
    CHECK(reaches.kind(job_of(11)) == reaches.kind(job_of(1'000'000)));
    CHECK_FALSE(reaches.kind(job_of(0)) == reaches.kind(job_of(0, 2000)));
}

TEST_CASE("a set of slots is kept once, and looked for once for each kind", "[reaches]") {
    Scenario const s = two_sites();
    scheduler::Slots const slots{s};
    int searches = 0;
    Reaches reaches{s, slots, [&](state::Job const& job) {
                        ++searches;
                        SlotSet found = slots.none();
                        found.set(1);
                        if (job.what.input <= Bytes{10}) found.set(0);
                        return found;
                    }};
    Reaches::Reach const both = reaches.of(job_of(5));
    CHECK(reaches.of(job_of(7)) == both);
    CHECK(searches == 1);
    Reaches::Reach const second = reaches.of(job_of(20));
    CHECK(second != both);
    CHECK(reaches.of(job_of(5, 2000)) == both);  // another kind, the same slots
    CHECK(searches == 3);
    CHECK(reaches.size() == 2);
    CHECK(reaches.slots(second).count() == 1);
    CHECK(reaches.at(0) == std::vector<Reaches::Reach>{both});
    CHECK(reaches.at(1) == std::vector<Reaches::Reach>{both, second});
    CHECK(reaches.at(3).empty());
}
