#include "sim/world/site_storage.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;

namespace {

constexpr SiteId site{0};
constexpr ClassId work{0};

struct SiteStorageFixture {
    explicit SiteStorageFixture(std::optional<Duration> retention = std::nullopt)
        : outlook{with(retention)} {}

    // One site with room for 100 bytes.
    static Scenario with(std::optional<Duration> retention) {
        Scenario s = testing::one_site(8, hours{1});
        s.sites[site].storage = Bytes{100};
        s.classes[work].retention = retention;
        return s;
    }
    JobId add(std::int64_t input) {
        JobId const id = outlook.add_job(1, hours{1});
        outlook.job(id).what.input = Bytes{input};
        outlook.job(id).site = site;
        outlook.state.reserve_storage(site, Bytes{input});
        storage.enqueue(id);
        return id;
    }
    [[nodiscard]] std::int64_t used() const {
        return static_cast<std::int64_t>(outlook.state.site(site).storage_used);
    }

    testing::Outlook outlook;
    world::SiteStorage storage{outlook.scenario, outlook.state};
};

}  // namespace

TEST_CASE("jobs get their storage strictly in order", "[storage]") {
    SiteStorageFixture f;
    JobId const large = f.add(70);
    JobId const next = f.add(60);
    JobId const small = f.add(10);
    CHECK(f.storage.next(SimTime{}, site) == large);
    CHECK_FALSE(f.storage.next(SimTime{}, site).valid());  // 30 are left; the small one waits behind
    CHECK(f.used() == 70);
    f.outlook.state.release_storage(SimTime{}, site, Bytes{70});
    CHECK(f.storage.next(SimTime{}, site) == next);
    CHECK(f.storage.next(SimTime{}, site) == small);
    CHECK_FALSE(f.storage.next(SimTime{}, site).valid());
    CHECK(f.used() == 70);
}

TEST_CASE("inputs that are retained go after the class's retention, the first first", "[storage]") {
    SiteStorageFixture f{hours{5}};
    JobId const first = f.add(30);
    JobId const second = f.add(40);
    REQUIRE(f.storage.next(SimTime{}, site) == first);
    REQUIRE(f.storage.next(SimTime{}, site) == second);
    CHECK(f.storage.retain(SimTime{hours{1}}, f.outlook.job(first)) == SimTime{hours{6}});
    CHECK(f.storage.retain(SimTime{hours{2}}, f.outlook.job(second)) == SimTime{hours{7}});
    CHECK(f.outlook.state.site(site).storage_retained == 70);
    CHECK(f.storage.end_retention(SimTime{}, work) == site);
    CHECK(f.used() == 40);
    CHECK(f.storage.end_retention(SimTime{}, work) == site);
    CHECK(f.used() == 0);
    CHECK(f.outlook.state.site(site).storage_retained == 0);
}

TEST_CASE("without a retention inputs stay for good, and nothing is due for none", "[storage]") {
    SiteStorageFixture f;
    JobId const job = f.add(30);
    REQUIRE(f.storage.next(SimTime{}, site) == job);
    CHECK_FALSE(f.storage.retain(SimTime{}, f.outlook.job(job)).has_value());
    CHECK(f.outlook.state.site(site).storage_retained == 30);
    SiteStorageFixture g{hours{5}};
    JobId const empty = g.outlook.add_job(1, hours{1});
    g.outlook.job(empty).site = site;
    CHECK_FALSE(g.storage.retain(SimTime{}, g.outlook.job(empty)).has_value());
}

TEST_CASE("a job without input is placed where more storage is promised than there is", "[storage]") {
    SiteStorageFixture f;
    f.add(60);
    f.add(60);
    JobId const id = f.outlook.add_job(1, hours{1});
    for (std::string const name : {"nearest_user", "best_fit", "min_cost_flow"}) {
        CAPTURE(name);
        auto const policy = testing::policy(name);
        CHECK(testing::site_of(f.outlook.ask(*policy, id)) == site);
    }
}
