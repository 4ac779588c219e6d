#include <algorithm>
#include <bit>

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/queue_work.hpp"
#include "tests/support/seeds.hpp"
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
struct CompletedJobs final : state::RunListener {
    void job_departed(SimTime, state::Job const& job, state::Departure const& how) override {
        if (how.outcome == state::Outcome::completed) jobs.push_back(job);
    }
    std::vector<state::Job> jobs;
};

}  // namespace

TEST_CASE("every discipline starts each job once, within the pool, and loses none",
          "[contract][discipline]") {
    auto const name = GENERATE(from_range(discipline_names()));
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(name, seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{"least_loaded", {}}};  // commits to full pools, so queues build up there
    scenario.discipline.name = name;
    CompletedJobs departed;
    world::RunOptions options;
    options.listeners = {&departed};
    observe::Ledger const ledger = testing::play(scenario, std::move(options));
    for (observe::AuditRow const& row : ledger.audit)
        CHECK(row.holds());
    REQUIRE(!departed.jobs.empty());
    for (state::Job const& job : departed.jobs) {
        CHECK(job.arrival <= job.left_brain);
        CHECK(job.left_brain <= job.ready);
        CHECK(job.ready <= job.started);
        CHECK(job.started <= job.ends);
    }
}

TEST_CASE("fcfs starts the jobs of a pool in the order in which they became ready",
          "[contract][discipline]") {
    auto const seed = GENERATE(range(1, meridian::testing::seeds_until(21)));
    CAPTURE(seed);
    Scenario scenario = testing::random_world(static_cast<std::uint64_t>(seed));
    scenario.policy = {Selection{"least_loaded", {}}};
    CompletedJobs departed;
    world::RunOptions options;
    options.listeners = {&departed};
    static_cast<void>(testing::play(scenario, std::move(options)));
    for (state::Job const& a : departed.jobs) {
        for (state::Job const& b : departed.jobs) {
            if (!a.pool.valid() || a.pool != b.pool || !(a.ready < b.ready)) continue;
            if (a.started > b.started) FAIL("job " << b.number << " passed job " << a.number);
        }
    }
    CHECK(!departed.jobs.empty());
}

TEST_CASE("a discipline driven by hand starts every job once, when it can start", "[contract][discipline]") {
    // play_through() throws if an answer does not wait, cannot start, or is lost.
    auto const name = GENERATE(from_range(discipline_names()));
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(300); ++seed) {
        testing::QueueWork const work = testing::random_work(seed);
        CAPTURE(name, seed, testing::words(work));
        testing::Starts const starts = testing::play_by({.name = name}, work);
        std::size_t early = 0;
        for (std::size_t i = 0; i < starts.size(); ++i)
            early += starts[i] < work.jobs[i].arrival ? 1U : 0U;
        CHECK(early == 0);
    }
}

TEST_CASE("a world asks a discipline as its contract says", "[contract][discipline]") {
    // The same work as listed jobs of a world: completions, arrivals, then decisions, as driven by hand.
    auto const name = GENERATE(from_range(discipline_names()));
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(100); ++seed) {
        testing::QueueWork const work = testing::random_work(seed);
        CAPTURE(name, seed, testing::words(work));
        Scenario scenario = testing::scenario_of(work);
        scenario.discipline = testing::selection({.name = name});
        CompletedJobs departed;
        world::RunOptions options;
        options.listeners = {&departed};
        static_cast<void>(testing::play(scenario, std::move(options)));
        REQUIRE(departed.jobs.size() == work.jobs.size());
        testing::Starts starts(work.jobs.size(), -1);
        for (state::Job const& job : departed.jobs)
            starts[job.what.draw] = job.started.time_since_epoch().count();
        CHECK(starts == testing::play_by({.name = name}, work));
    }
}

TEST_CASE("jobs that are alike start in the order in which they became ready", "[contract][discipline]") {
    auto const name = GENERATE(from_range(discipline_names()));
    auto const width = GENERATE(1, 2, 3);
    CAPTURE(name, width);
    testing::QueueWork work{3, 3, {}};
    for (int i = 0; i < 30; ++i)
        work.jobs.push_back({i / 10, width, 5, 5});
    testing::Starts const starts = testing::play_by({.name = name}, work);
    CHECK(std::ranges::is_sorted(starts));
    CHECK(starts.front() == 0);
}

TEST_CASE("a million waiting jobs make no event slower than O(log n)", "[contract][discipline][many_runs]") {
    // Counted: comparisons of waiting jobs and looks at them, for each job that comes and each that starts.
    // A binary heap compares at most log2(n) + 1 = 21 times to add and twice that to take.
    auto const name = GENERATE(as<std::string>{}, "fcfs", "priority", "shortest_first");
    auto const aged = GENERATE(false, true);
    CAPTURE(name, aged);
    constexpr std::uint32_t many = 1'000'000;
    constexpr PoolId pool{0};
    Scenario const scenario = testing::scenario_of({1, 1, {{0, 1, 1, 1}}});
    auto const discipline =
        scheduler::make_discipline(testing::selection({.name = name, .ageing = aged ? 1000 : 0}), scenario);
    state::State state{scenario};
    SimTime now;
    std::uint64_t most = 0;
    std::uint64_t before = 0;
    auto const count = [&] {
        most = std::max(most, discipline->steps() - before);
        before = discipline->steps();
    };
    for (std::uint32_t i = 0; i < many; ++i) {
        JobId const id = state.jobs.add(scenario.listed_jobs[0].job, now);
        state::Job& job = state.jobs[id];
        job.pool = pool;
        job.what.workload_class = ClassId{i % 3};
        job.expected = Duration{(std::int64_t{i} * 7919) % 100'003};
        state.reserve(job);
        now += Duration{i % 2};
        discipline->enqueue(id, now, state);
        count();
    }
    for (int i = 0; i < 1000; ++i) {
        JobId const id = discipline->next(pool, now, state);
        REQUIRE(id.valid());
        state.allocate(state.jobs[id], now);
        state.jobs.start(id, now);
        discipline->started(id, now, state);
        CHECK_FALSE(discipline->next(pool, now, state).valid());
        count();
        state.release(state.jobs[id]);
        discipline->ended(id, now, state);
        count();
    }
    CHECK(discipline->waiting(pool) == many - 1000);
    CHECK(most <= 2 * std::bit_width(many) + 2);
}
