// Jobs that are never accepted, and why, by hand.
#include "sim/scheduler/admission.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Admission;
using state::Reason;
using std::chrono::hours;

namespace {

std::optional<Reason> obstacle(testing::Outlook& outlook, Admission const& admission, std::int64_t width,
                               Bytes input = Bytes{0}) {
    JobId const id = outlook.add_job(width, hours{1});
    outlook.job(id).what.input = input;
    return admission.obstacle(outlook.job(id));
}

}  // namespace

TEST_CASE("a job may be as wide as the widest pool", "[admission]") {
    testing::Outlook outlook{testing::one_site(10, hours{1})};
    Admission const admission{outlook.view};
    CHECK_FALSE(obstacle(outlook, admission, 0));
    CHECK_FALSE(obstacle(outlook, admission, 10));
    CHECK(obstacle(outlook, admission, 11) == Reason::no_pool_can_run_it);
}

TEST_CASE("what services set apart is too much for some jobs, and the pool for others", "[admission]") {
    // Seven of ten are set apart: a job that cannot be preempted has three at most.
    testing::Outlook outlook{testing::one_site(10, hours{1})};
    Admission admission{outlook.view};
    outlook.state.set_apart(PoolId{0}, 7000);
    admission.services_reserved();
    CHECK_FALSE(obstacle(outlook, admission, 3));
    CHECK(obstacle(outlook, admission, 4) == Reason::services_need_the_room);
    CHECK(obstacle(outlook, admission, 10) == Reason::services_need_the_room);
    CHECK(obstacle(outlook, admission, 11) == Reason::no_pool_can_run_it);
}

TEST_CASE("where storage is limited the input has to fit, however wide the job", "[admission]") {
    Scenario s = testing::one_site(10, hours{1});
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    testing::Outlook outlook{std::move(s)};
    Admission const admission{outlook.view};
    for (std::int64_t const width : {0, 1, 10}) {
        CAPTURE(width);
        CHECK_FALSE(obstacle(outlook, admission, width, Bytes{10'000'000'000}));
        CHECK(obstacle(outlook, admission, width, Bytes{10'000'000'001}) == Reason::no_storage_can_hold_it);
    }
}
