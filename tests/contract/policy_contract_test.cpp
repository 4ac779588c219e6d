#include <array>

#include "sim/scheduler/policies/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/transfer_bench.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Decision;
using testing::play;

namespace {

std::vector<std::string> policy_names() {
    std::vector<std::string> names;
    for (ComponentDoc const& policy : scheduler::policies())
        names.emplace_back(policy.name);
    return names;
}

// Counts the measured jobs as they leave, apart from the ledger. Those of the calendar are reported by
// themselves.
struct Counter final : state::RunListener {
    explicit Counter(Scenario const& of) : scenario{of} {}
    void job_departed(SimTime, state::Job const& job, state::Departure const& how) override {
        bool const measured = !job.what.calendar.valid() && job.arrival >= SimTime{scenario.warmup} &&
                              job.arrival < SimTime{scenario.horizon};
        if (measured) ++by_outcome[static_cast<std::size_t>(how.outcome)];
    }
    Scenario const& scenario;
    std::array<std::int64_t, 4> by_outcome{};  // by state::Outcome
};

void check_counts(observe::Ledger const& ledger, Counter const& counter) {
    observe::ClassTally const all = ledger.all_classes();
    CHECK(all.completed == counter.by_outcome[0]);
    CHECK(all.rejected == counter.by_outcome[1]);
    CHECK(all.unfinished() == counter.by_outcome[static_cast<std::size_t>(state::Outcome::unfinished)]);
    CHECK(all.arrived > 0);
    CHECK(all.wait_s.count() <= all.placed);
    CHECK(all.completed <= all.wait_s.count());
}

// Answers every job with one fixed decision.
class Stubborn final : public scheduler::OneJobPolicy {
public:
    explicit Stubborn(Decision decision) : decision_{decision} {}

private:
    [[nodiscard]] Decision decide_one(state::Job const&, scheduler::View const&) override {
        return decision_;
    }
    Decision decision_;
};

class Silent final : public scheduler::Policy {
    void decide(std::span<JobId const>, scheduler::View const&, scheduler::Decisions&) override {}
};

// Puts every job off once by an hour, then sends it to the first site.
class PutsOff final : public scheduler::OneJobPolicy {
    [[nodiscard]] Decision decide_one(state::Job const& job, scheduler::View const& view) override {
        if (job.deferred == Duration{0}) return scheduler::Defer{view.now() + std::chrono::hours{1}};
        return *view.possible(job, SiteId{0});
    }
};

world::RunOptions with(std::unique_ptr<scheduler::Policy> policy) {
    world::RunOptions options;
    options.policy = std::move(policy);
    return options;
}

}  // namespace

TEST_CASE("every policy keeps the rules of the house", "[contract][policy]") {
    auto const name = GENERATE(from_range(policy_names()));
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(name, seed);  // run again with exactly these

    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{name, {}}};
    Counter counter{scenario};
    world::RunOptions options;
    options.listeners = {&counter};
    observe::Ledger const first = play(scenario, std::move(options));
    observe::Ledger const again = play(scenario);

    check_counts(first, counter);
    for (observe::AuditRow const& row : first.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    CHECK(testing::all_files(scenario, first) == testing::all_files(scenario, again));
}

TEST_CASE("every policy lives with links that fail", "[contract][policy]") {
    auto const name = GENERATE(from_range(policy_names()));
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(13)));
    CAPTURE(name, seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{name, {}}};
    if (name == "weighted") scenario.policy[0].parameters["transfer"] = 1.0;
    scenario.network = testing::network(seed % 3 == 0 ? "delay" : "fluid");
    scenario.path_choices = 1 + static_cast<std::size_t>(seed) % 4;
    if (seed % 4 == 0) scenario.sensing = {std::chrono::minutes{2}, std::chrono::minutes{1}, true, {}};
    testing::break_links(scenario, static_cast<std::uint64_t>(seed));
    Counter counter{scenario};
    world::RunOptions options;
    options.listeners = {&counter};
    observe::Ledger const first = play(scenario, std::move(options));
    check_counts(first, counter);
    for (observe::AuditRow const& row : first.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    CHECK(testing::all_files(scenario, first) == testing::all_files(scenario, play(scenario)));
}

TEST_CASE("every policy meets the same work", "[contract][policy]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(11)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{"nearest_user", {}}};
    observe::Ledger const reference = play(scenario);
    for (std::string const& name : policy_names()) {
        CAPTURE(name);
        scenario.policy = {Selection{name, {}}};
        observe::Ledger const other = play(scenario);
        for (ClassId const c : scenario.classes.keys()) {
            CHECK(other.classes[c].arrived == reference.classes[c].arrived);
        }
    }
}

TEST_CASE("a policy that breaks its contract is named, in every build", "[contract][policy]") {
    Scenario scenario = testing::one_site(2, std::chrono::hours{1});
    testing::list_job(scenario, std::chrono::seconds{0});

    CHECK_THROWS_AS(play(scenario, with(std::make_unique<Silent>())), world::PolicyFault);
    SECTION("a site that does not exist") {
        auto policy = std::make_unique<Stubborn>(scheduler::Placement{SiteId{7}, PoolId{0}});
        CHECK_THROWS_AS(play(scenario, with(std::move(policy))), world::PolicyFault);
    }
    SECTION("no pool for a job that needs one") {
        auto policy = std::make_unique<Stubborn>(scheduler::Placement{SiteId{0}, PoolId{}});
        CHECK_THROWS_AS(play(scenario, with(std::move(policy))), world::PolicyFault);
    }
    SECTION("a path that leads elsewhere") {
        auto policy = std::make_unique<Stubborn>(scheduler::Placement{SiteId{0}, PoolId{0}, PathId{3}});
        CHECK_THROWS_AS(play(scenario, with(std::move(policy))), world::PolicyFault);
    }
    SECTION("a deferral that ends in the past") {
        auto policy = std::make_unique<Stubborn>(scheduler::Defer{SimTime{}});
        CHECK_THROWS_AS(play(scenario, with(std::move(policy))), world::PolicyFault);
    }
}

TEST_CASE("a refusal and its reason are counted", "[contract][policy]") {
    Scenario scenario = testing::one_site(2, std::chrono::hours{1});
    testing::list_job(scenario, std::chrono::seconds{0});
    testing::list_job(scenario, std::chrono::seconds{5});
    auto policy = std::make_unique<Stubborn>(scheduler::Reject{state::Reason::policy_choice});
    observe::ClassTally const all = play(scenario, with(std::move(policy))).all_classes();
    CHECK(all.rejected == 2);
    CHECK(all.rejections[static_cast<std::size_t>(state::Reason::policy_choice)] == 2);
}

TEST_CASE("jobs that are made to wait for ever are unfinished, and the conservation checks pass",
          "[contract][policy]") {
    Scenario scenario = testing::one_site(2, std::chrono::hours{1});
    testing::list_job(scenario, std::chrono::seconds{0});
    auto policy = std::make_unique<Stubborn>(scheduler::Wait{state::Reason::policy_choice});
    observe::Ledger const ledger = play(scenario, with(std::move(policy)));
    CHECK(ledger.all_classes().unfinished() == 1);
    for (observe::AuditRow const& row : ledger.audit)
        CHECK(row.holds());
}

TEST_CASE("a deferred job comes back, and its deferral is shown apart", "[contract][policy]") {
    // arrives at 0 s, deferred to 3600 s, starts then and works for an hour:
    //   wait 3600 s = deferral 3600 s + brain 0 s + stage 0 s + queue 0 s;  turnaround 7200 s
    Scenario scenario = testing::one_site(1, std::chrono::hours{1});
    testing::list_job(scenario, std::chrono::seconds{0});
    observe::Ledger const ledger = play(scenario, with(std::make_unique<PutsOff>()));
    observe::ClassTally const all = ledger.all_classes();
    CHECK(all.wait_s.mean() == 3600.0);
    CHECK(all.deferred_s.mean() == 3600.0);
    CHECK(all.brain_wait_s.mean() == 0.0);
    CHECK(all.turnaround_s.mean() == 7200.0);
    for (observe::AuditRow const& row : ledger.audit)
        CHECK(row.holds());
}

TEST_CASE("the random worlds use what the contract tests mean to test", "[contract][policy]") {
    observe::ClassTally nearest;
    observe::ClassTally least_loaded;
    double moved = 0.0;
    std::size_t stored_full = 0;
    std::size_t power_bound = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Scenario scenario = testing::random_world(seed);
        observe::Ledger const ledger = play(scenario);
        nearest.merge(ledger.all_classes());
        moved += static_cast<double>(ledger.all_classes().bytes_moved);
        for (SiteId const s : scenario.sites.keys()) {
            auto const& storage = scenario.sites[s].storage;
            if (storage && 10 * ledger.sites[s].storage_used_peak > 9 * storage->count()) ++stored_full;
            state::State const empty{scenario};
            for (PoolId const p : empty.pools_of(s)) {
                if (empty.widest(ClassId{0}, p) > 0 && empty.widest(ClassId{0}, p) < empty.pool(p).capacity)
                    ++power_bound;
            }
        }
        scenario.policy = {Selection{"least_loaded", {}}};
        least_loaded.merge(play(scenario).all_classes());
    }
    CHECK(nearest.brain_wait_s.max() > 0.0);
    CHECK(nearest.stage_s.max() > 0.0);
    CHECK(least_loaded.queue_s.max() > 0.0);
    CHECK(nearest.rejected > 0);
    CHECK(nearest.unfinished() > 0);
    CHECK(nearest.met > 0);
    CHECK(nearest.met < nearest.with_objective);
    CHECK(moved > 0.0);
    CHECK(stored_full > 0);
    CHECK(power_bound > 0);
}
