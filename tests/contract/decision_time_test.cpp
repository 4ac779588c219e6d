// How long a policy takes for its answers: they count later, and the world goes on meanwhile.
#include <array>
#include <memory>

#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::play;

namespace {

// The nearest place with room; says that it takes so long for each message, or by turns that and nothing.
class Slow final : public scheduler::Policy {
public:
    explicit Slow(Duration took, Duration period = {}, bool by_turns = false)
        : took_{took}, period_{period}, by_turns_{by_turns} {}

    void decide(std::span<JobId const> asked, scheduler::View const& view,
                scheduler::Decisions& out) override {
        if (!by_turns_ || ++messages_ % 2 == 0) out.took(took_);
        for (JobId const id : asked)
            out.add(id, decide_one(view.job(id), view));
    }
    [[nodiscard]] Duration period() const override { return period_; }

private:
    static scheduler::Decision decide_one(state::Job const& job, scheduler::View const& view) {
        bool is_possible = false;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.room(job, site)) return *place;
            is_possible = is_possible || view.possible(job, site).has_value();
        }
        if (is_possible) return scheduler::Wait{state::Reason::sites_in_reach_are_full};
        return scheduler::Reject{state::Reason::no_site_in_reach};
    }

    Duration took_, period_;
    bool by_turns_;
    int messages_{0};
};

Scenario declared(Scenario scenario) {
    scenario.sensing.decision_time.source = DecisionTime::Source::declared;
    return scenario;
}

observe::Ledger play_slow(Scenario const& scenario, Duration took, Duration period = {},
                          bool by_turns = false) {
    world::RunOptions options;
    options.policy = std::make_unique<Slow>(took, period, by_turns);
    return play(scenario, std::move(options));
}

}  // namespace

TEST_CASE("answers count when the policy says that it has given them", "[contract][decision_time]") {
    // 10 s an answer: the jobs of 0 s are placed at 10, 20 and 30 s, that of 100 s at 110 s.
    Scenario scenario = declared(testing::one_site(4, hours{1}));
    for (int const at : {0, 0, 0, 100})
        testing::list_job(scenario, seconds{at});
    observe::ClassTally all = play_slow(scenario, seconds{10}).all_classes();
    CHECK(all.wait_s.mean() == (10.0 + 20.0 + 30.0 + 10.0) / 4.0);
    CHECK(all.brain_wait_s.mean() == all.wait_s.mean());
    // Scaled by two: at 20, 40, 60 and 120 s.
    scenario.sensing.decision_time.scale = 2.0;
    all = play_slow(scenario, seconds{10}).all_classes();
    CHECK(all.wait_s.mean() == (20.0 + 40.0 + 60.0 + 20.0) / 4.0);
}

TEST_CASE("a policy answers by what it sees as it is asked", "[contract][decision_time]") {
    // One card, work of 50 s, 10 s an answer. The job of 0 s is placed at 10 s and ends at 60 s; that of 55 s is asked
    // for at 55 s, when there is no room, and waits from 65 s on. Room was freed meanwhile: it is asked for again then,
    // and placed at 75 s. A brain that looked at the end of its thought would have placed it at 65 s.
    Scenario scenario = testing::one_site(1, seconds{50});
    testing::list_job(scenario, seconds{0});
    testing::list_job(scenario, seconds{55});
    CHECK(play_slow(declared(scenario), seconds{10}).all_classes().wait_s.max() == 75.0 - 55.0);
    scenario.sensing.decision_time.per_job = seconds{10};
    CHECK(play_slow(scenario, seconds{10}).all_classes().wait_s.max() == 65.0 - 55.0);
}

TEST_CASE("a period's jobs are answered together, later", "[contract][decision_time]") {
    // Asked at 60 s for two jobs, 25 s for the message: both start at 85 s. The job of 70 s comes while the policy
    // thinks, is asked for at 120 s and starts at 145 s.
    Scenario scenario = declared(testing::one_site(4, hours{1}));
    for (int const at : {30, 50, 70})
        testing::list_job(scenario, seconds{at});
    observe::ClassTally const all = play_slow(scenario, seconds{25}, minutes{1}).all_classes();
    CHECK(all.wait_s.mean() == (55.0 + 35.0 + 75.0) / 3.0);
}

TEST_CASE("a policy that takes no time does what it does without", "[contract][decision_time]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    Duration const period = seed % 3 == 0 ? minutes{5} : minutes{0};
    CAPTURE(seed);
    Scenario const scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    CHECK(testing::all_files(scenario, play_slow(scenario, Duration{0}, period)) ==
          testing::all_files(scenario, play_slow(declared(scenario), Duration{0}, period)));
}

TEST_CASE("the laws hold while answers are under way", "[contract][decision_time]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(41)));
    CAPTURE(seed);
    Scenario scenario = declared(testing::random_world(static_cast<std::uint64_t>(seed)));
    if (seed % 2 == 0) testing::break_sites(scenario, static_cast<std::uint64_t>(seed));
    if (seed % 3 == 0) scenario.sensing = {minutes{2}, minutes{1}, true, scenario.sensing.decision_time};
    scenario.discipline = {
        std::array{"fcfs", "easy", "conservative", "best_effort"}[static_cast<std::size_t>(seed % 4)], {}};
    Duration const period = seed % 5 < 2 ? minutes{10} : minutes{0};
    observe::Ledger const ledger = play_slow(scenario, seconds{seed}, period, seed % 7 < 3);
    for (observe::AuditRow const& row : ledger.audit) {
        CAPTURE(row.law.key);
        CHECK(row.holds());
    }
    observe::ClassTally const all = ledger.all_classes();
    Scenario at_once = scenario;
    at_once.sensing.decision_time = {};
    bool const places_any = play_slow(at_once, Duration{0}, period).all_classes().placed > 0;
    CHECK((all.placed > 0) == places_any);
    CHECK(testing::all_files(scenario, ledger) ==
          testing::all_files(scenario, play_slow(scenario, seconds{seed}, period, seed % 7 < 3)));
}

TEST_CASE("measured times make jobs wait", "[contract][decision_time]") {
    // Scaled so that a microsecond of wall clock is 100 s: every answer takes some, and the jobs are placed one by one.
    Scenario scenario = testing::one_site(4, hours{1});
    for (int i = 0; i < 3; ++i)
        testing::list_job(scenario, seconds{0});
    scenario.sensing.decision_time.source = DecisionTime::Source::measured;
    scenario.sensing.decision_time.scale = 1e8;
    observe::ClassTally const all = play(scenario).all_classes();
    CHECK(all.wait_s.max() > all.wait_s.mean());
    CHECK(all.brain_wait_s.mean() == all.wait_s.mean());
}
