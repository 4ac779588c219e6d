#include "sim/observe/job_listener.hpp"
#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

std::vector<std::string> discipline_names() {
    std::vector<std::string> names;
    for (ComponentDoc const& discipline : scheduler::disciplines())
        names.emplace_back(discipline.name);
    return names;
}

// Keeps every job that has left.
struct Departed final : observe::JobListener {
    void departed(SimTime, state::Job const& job, observe::Departure how) override {
        if (how == observe::Departure::completed) jobs.push_back(job);
    }
    std::vector<state::Job> jobs;
};

}  // namespace

TEST_CASE("every discipline starts each job once, within the pool, and loses none",
          "[contract][discipline]") {
    auto const name = GENERATE(from_range(discipline_names()));
    auto const seed = GENERATE(range(1, 21));
    CAPTURE(name, seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{"least_loaded", {}}};  // commits to full pools, so queues build up there
    scenario.discipline.name = name;
    Departed departed;
    world::RunOptions options;
    options.job_listeners = {&departed};
    observe::Ledger const ledger = testing::play(scenario, std::move(options));
    for (observe::AuditRow const& row : ledger.audit)
        CHECK(row.holds());
    REQUIRE(!departed.jobs.empty());
    for (state::Job const& job : departed.jobs) {
        CHECK(job.arrival <= job.placed);
        CHECK(job.placed <= job.ready);
        CHECK(job.ready <= job.started);
        CHECK(job.started <= job.ended);
    }
}

TEST_CASE("fcfs starts the jobs of a pool in the order in which they became ready",
          "[contract][discipline]") {
    auto const seed = GENERATE(range(1, 21));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{"least_loaded", {}}};
    Departed departed;
    world::RunOptions options;
    options.job_listeners = {&departed};
    static_cast<void>(testing::play(scenario, std::move(options)));
    for (state::Job const& a : departed.jobs) {
        for (state::Job const& b : departed.jobs) {
            if (!a.pool.valid() || a.pool != b.pool || !(a.ready < b.ready)) continue;
            if (a.started > b.started) FAIL("job " << b.number << " passed job " << a.number);
        }
    }
    CHECK(!departed.jobs.empty());
}
