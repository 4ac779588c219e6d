// Jobs beside services over whole runs, by hand. Ten accelerators, of which services hold two in the first twelve hours
// of a day and seven in the others; the horizon is 24 h unless said otherwise. Times are seconds.
#include "tests/support/service_world.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::list;
using testing::night_and_day;
using testing::starts;
using testing::Times;

namespace {

constexpr ClassId fixed{0}, preemptible{1};
constexpr double hour = 3600.0;

// Jobs queue at the pool, whether it is full or not.
Scenario queueing_at_the_pool(bool lends, std::string const& discipline) {
    Scenario s = night_and_day(lends);
    s.policy = {Selection{"least_loaded", {}}};
    s.discipline = {discipline, {}};
    return s;
}

struct JobEnds final : state::RunListener {
    void job_preempted(SimTime, state::Job const&, state::Progress const&) override { ++preemptions; }
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override {
        if (how.outcome == state::Outcome::rejected) rejected[job.number] = *how.why;
        if (how.outcome == state::Outcome::completed)
            completed[job.number] = in_seconds(now.time_since_epoch()).count();
    }
    int preemptions{0};
    std::map<std::uint64_t, state::Reason> rejected;
    std::map<std::uint64_t, double> completed;
};

JobEnds ends_of(Scenario const& scenario) {
    JobEnds ends;
    world::RunOptions options;
    options.listeners = {&ends};
    (void)testing::play(scenario, std::move(options));
    return ends;
}

}  // namespace

TEST_CASE("a fixed job that is queued at a pool leaves alone what is set apart for services", "[services]") {
    // Three are left to fixed jobs. The second waits for the first to end, though five are free until 12:00.
    for (std::string const name :
         {"fcfs", "fcfs_skip", "best_effort", "priority", "shortest_first", "easy", "conservative"}) {
        CAPTURE(name);
        Scenario s = queueing_at_the_pool(true, name);
        list(s, seconds{0}, 3, hours{20}, fixed);
        list(s, seconds{0}, 3, hours{20}, fixed);
        CHECK(starts(s) == Times{0, 20 * hour});
    }
}

TEST_CASE("easy at a pool reserves for a fixed job what others like it free", "[services]") {
    // Job 0 holds two of the three for fixed jobs until 3600, when job 1 is to start. Job 2, fixed, would take the last
    // one for longer than that, and waits. Job 3, preemptible, takes one of the eight less three that are left over.
    Scenario s = queueing_at_the_pool(true, "easy");
    list(s, seconds{0}, 2, hours{1}, fixed);
    list(s, seconds{10}, 3, seconds{100}, fixed);
    list(s, seconds{20}, 1, hours{2}, fixed);
    list(s, seconds{30}, 1, hours{2}, preemptible);
    CHECK(starts(s) == Times{0, 3600, 3700, 30});
}

TEST_CASE("without lending, what services need at their peak is no job's", "[services]") {
    // Services hold seven. No job of four can ever start; it is rejected and is in nobody's way.
    for (std::string const policy : {"nearest_user", "least_loaded"}) {
        CAPTURE(policy);
        Scenario s = night_and_day(false);
        s.policy = {Selection{policy, {}}};
        list(s, seconds{60}, 4, hours{10}, preemptible);
        list(s, seconds{120}, 3, hours{10}, preemptible);
        JobEnds const ends = ends_of(s);
        REQUIRE(ends.rejected.size() == 1);
        CHECK(ends.rejected.at(0) == state::Reason::services_need_the_room);
        CHECK(ends.completed == std::map<std::uint64_t, double>{{1, 120 + 10 * hour}});
    }
}

TEST_CASE("whoever follows the advice on room that services need has the jobs run", "[services]") {
    // Seven of ten are the services' at their peak. The job of four runs from 1:00 to 11:00 on the eight that they do not
    // hold by night, once they lend them and may preempt it.
    Scenario s = night_and_day(false);
    list(s, hours{1}, 4, hours{10}, fixed);
    std::string_view advice = remedy(ends_of(s).rejected.at(0), s.serving.lends);
    CHECK(advice.find("'lends: true' under 'serving'") != std::string_view::npos);
    s.serving.lends = true;
    advice = remedy(ends_of(s).rejected.at(0), s.serving.lends);
    CHECK(advice.find("'preemptible: true' in the class") != std::string_view::npos);
    CHECK(advice.find("lends") == std::string_view::npos);
    s.classes[fixed].preemptible = true;
    CHECK(ends_of(s).completed == std::map<std::uint64_t, double>{{0, 11 * hour}});
}

TEST_CASE("a job that was preempted goes by what is left of it", "[services]") {
    // Job 0 is preempted at 12:00 and has kept ten of thirteen hours: three are left, and one to restart. At 24:00 eight
    // are free again, and it goes before job 1 of five hours, at the brain as at a pool.
    Scenario s = night_and_day(true);
    s.horizon = hours{48};
    s.discipline = {"shortest_first", {}};
    s.classes[preemptible].checkpoint = hours{5};
    s.classes[preemptible].restart = hours{1};
    list(s, seconds{0}, 8, hours{13}, preemptible);
    list(s, hours{13}, 8, hours{5}, preemptible);
    JobEnds const ends = ends_of(s);
    REQUIRE(ends.completed.size() == 2);
    CHECK(ends.completed.at(0) == Approx((24 + 4) * hour));
    CHECK(ends.completed.at(1) == Approx((24 + 4 + 5) * hour));
}

TEST_CASE("a job that ends as an epoch begins has ended", "[services]") {
    // At 12:00 services want five more, of which four are free: the job of four ends in that instant and makes room.
    Scenario s = night_and_day(true);
    list(s, seconds{0}, 4, hours{12}, preemptible);
    JobEnds const ends = ends_of(s);
    CHECK(ends.preemptions == 0);
    CHECK(ends.completed == std::map<std::uint64_t, double>{{0, 12 * hour}});
}

TEST_CASE("services go on after the horizon, and are not measured", "[services]") {
    // The horizon is 18:00. The job of four comes at 13:00, when services hold seven, and starts when they need two again.
    Scenario s = night_and_day(true);
    s.horizon = hours{18};
    list(s, hours{13}, 4, hours{1}, preemptible);
    CHECK(starts(s) == Times{24 * hour});
    observe::Ledger const ledger = testing::play(s);
    // 12 h at 1 /s and 6 h at 5 /s.
    CHECK(ledger.services(ServiceId{0}, RegionId{0}).requests == Approx((12 * 1 + 6 * 5) * hour));
    CHECK(ledger.sites[SiteId{0}].accelerator_hours_served == Approx(12 * 1 + 6 * 5));
}

TEST_CASE("disciplines that backfill know what replicas hold", "[services]") {
    // At 13:00 services hold seven until 24:00. The job of four waits for that; the job behind it takes one of three.
    for (std::string const name : {"easy", "conservative"}) {
        for (std::string const resources : {"machines", "count"}) {
            CAPTURE(name, resources);
            Scenario s = queueing_at_the_pool(true, name);
            s.discipline.parameters["resources"] = resources;
            list(s, hours{13}, 4, hours{2}, preemptible);
            list(s, hours{13} + seconds{60}, 1, hours{1}, preemptible);
            CHECK(starts(s) == Times{24 * hour, 13 * hour + 60});
        }
    }
}

TEST_CASE("disciplines that backfill follow replicas through reclaims", "[services]") {
    // At 12:00 five more replicas take three that are free and those of job 1, which started last. At 13:00 job 0 ends,
    // and job 1, the first of the queue again, has three of the four that it needs. Job 2 is narrow and passes it.
    for (std::string const name : {"easy", "conservative"}) {
        for (std::string const resources : {"machines", "count"}) {
            CAPTURE(name, resources);
            Scenario s = queueing_at_the_pool(true, name);
            s.discipline.parameters["resources"] = resources;
            list(s, seconds{0}, 1, hours{13}, preemptible);
            list(s, seconds{10}, 4, hours{20}, preemptible);
            list(s, hours{14}, 2, hours{1}, preemptible);
            CHECK(starts(s) == Times{0, 24 * hour, 14 * hour});
        }
    }
}

TEST_CASE("what little replicas work is energy too", "[services]") {
    // One second of work 4 times in 10,000 s keeps 0.0004 of an accelerator of 1 kW busy: 0.4 W for 24 h.
    Scenario const s = testing::service_line({0.0004}, 10, "home");
    observe::Ledger const ledger = testing::play(s);
    CHECK(ledger.sites[SiteId{0}].service.it_kwh == Approx(0.0096));
}
