#include "sim/observe/recorder.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using state::Reason;
using std::chrono::hours;

namespace {

constexpr SimTime at(int h) {
    return SimTime{hours{h}};
}

// One job of 10 h and what a recorder makes of it, over a window of a day.
struct RecorderFixture {
    RecorderFixture() { outlook.state.listeners.add(recorder); }

    void wait(Reason why) { outlook.job(id).waited_because = why; }
    void run(SimTime now) {
        outlook.job(id).site = SiteId{0};
        outlook.job(id).pool = PoolId{0};
        outlook.state.jobs.commit(id, now, false);
        outlook.state.jobs.become_ready(id, now);
        outlook.state.jobs.start(id, now);
    }
    void preempt(SimTime now) {
        ++outlook.job(id).preempted;
        outlook.job(id).away = now - outlook.job(id).arrival;
        outlook.state.jobs.preempt(id, now, {});
    }
    observe::ClassTally finish() {
        recorder.window_opened(SimTime{});
        recorder.window_closed(at(24), outlook.state.levels());
        return recorder.finish(at(24), 0, {}).all_classes();
    }
    static std::size_t index(Reason why) { return static_cast<std::size_t>(why); }

    testing::Outlook outlook{testing::one_site(8, hours{10})};
    SiteSeries series{outlook.scenario};
    observe::Recorder recorder{outlook.scenario, outlook.state, outlook.geography, series};
    JobId id;
};

}  // namespace

TEST_CASE("the wait of a preempted job counts until it was first placed", "[recorder]") {
    RecorderFixture f;
    f.id = f.outlook.add_job(1, hours{10});
    f.wait(Reason::sites_in_reach_are_full);
    f.run(at(2));
    f.preempt(at(3));
    std::string const then = GENERATE("it runs again", "it is rejected", "it waits at the end");
    CAPTURE(then);
    f.wait(Reason::policy_choice);
    if (then == "it runs again") f.run(at(7));
    if (then == "it is rejected")
        f.outlook.state.jobs.depart(f.id, at(7), {state::Outcome::rejected, Reason::policy_choice});
    observe::ClassTally const tally = f.finish();
    CHECK(tally.waits[RecorderFixture::index(Reason::sites_in_reach_are_full)] == 1);
    CHECK(tally.waits_s[RecorderFixture::index(Reason::sites_in_reach_are_full)] == 2 * 3600.0);
    CHECK(tally.waits[RecorderFixture::index(Reason::policy_choice)] == 0);
    CHECK(tally.preemptions == 1);
}

TEST_CASE("a job that waits when the run ends counts, if it was never placed", "[recorder]") {
    RecorderFixture f;
    f.id = f.outlook.add_job(1, hours{10});
    f.wait(Reason::policy_choice);
    observe::ClassTally const tally = f.finish();
    CHECK(tally.waits[RecorderFixture::index(Reason::policy_choice)] == 1);
    CHECK(tally.waits_s[RecorderFixture::index(Reason::policy_choice)] == 24 * 3600.0);
}
