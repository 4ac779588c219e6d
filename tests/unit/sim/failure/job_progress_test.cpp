#include "sim/failure/job_progress.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// A job that starts at 2:00 on one accelerator of the only pool, for three hours of work.
state::Job three_hours() {
    state::Job job;
    job.what.workload_class = ClassId{0};
    job.what.width = Milliaccelerators{1000};
    job.pool = PoolId{0};
    job.work = hours{3};
    job.started = SimTime{hours{2}};
    return job;
}

failure::JobProgress progress_in(Scenario const& scenario) {
    return failure::JobProgress{scenario, engine::RandomSource{scenario.seed, scenario.run}};
}

}  // namespace

TEST_CASE("a job that nothing interrupts works from its start to its end", "[failure]") {
    Scenario const scenario = testing::one_site(8, hours{1});
    auto const progress = progress_in(scenario);
    state::Job const job = three_hours();
    CHECK(progress.end_of(job, job.started) == SimTime{hours{5}});
    CHECK(progress.at(job, SimTime{hours{4}}).done == hours{2});
    CHECK(progress.at(job, SimTime{hours{4}}).kept == hours{0});
    CHECK(progress.at(job, SimTime{hours{5}}).ended);
}

TEST_CASE("checkpoints and the restart after a preemption take their time", "[failure]") {
    Scenario scenario = testing::one_site(8, hours{1});
    WorkloadClass& c = scenario.classes[ClassId{0}];
    c.checkpoint = hours{1};
    c.checkpoint_write = minutes{6};
    c.restart = minutes{30};
    auto const progress = progress_in(scenario);
    state::Job job = three_hours();
    // Two checkpoints; after the last stretch none is written.
    CHECK(progress.end_of(job, job.started) == SimTime{hours{5} + minutes{12}});
    CHECK(progress.at(job, SimTime{hours{3} + minutes{6}}).kept == hours{1});
    job.preempted = 1;
    CHECK(progress.end_of(job, job.started) == SimTime{hours{5} + minutes{42}});
    CHECK(progress.at(job, SimTime{hours{2} + minutes{40}}).done == minutes{10});
}

TEST_CASE("a job whose end lies after the run has none", "[failure]") {
    Scenario scenario = testing::one_site(8, hours{1});
    scenario.drain_limit = hours{5};
    auto const progress = progress_in(scenario);
    state::Job const job = three_hours();
    CHECK(progress.end_of(job, SimTime{hours{2}}) == SimTime{hours{5}});
    CHECK(progress.end_of(job, SimTime{hours{2} + Duration{1}}) == SimTime::max());
}

TEST_CASE("what is held before the window is counted up to its opening", "[failure]") {
    Scenario scenario = testing::one_site(8, hours{1});
    scenario.warmup = hours{3};
    state::Job job = three_hours();
    CHECK(progress_in(scenario).held_before_window(job) == hours{1});
    job.started = SimTime{hours{4}};
    CHECK(progress_in(scenario).held_before_window(job) == hours{0});
}

TEST_CASE("each stay of a job that is preempted begins with a gap of its own", "[failure]") {
    // Gangs of 3 with an MTBF of 9 h per accelerator: interrupted every 3 h in the mean.
    Scenario scenario = testing::one_site(8, hours{1});
    scenario.accelerators[AcceleratorId{0}].mtbf = hours{9};
    auto const progress = progress_in(scenario);
    state::Job job = three_hours();
    job.what.width = Milliaccelerators{3000};
    job.work = hours{10'000};

    // 600 stays of 105 min are 1,050 h: 350 interruptions, standard deviation 18.7.
    std::int64_t interruptions = 0;
    for (std::uint32_t stay = 0; stay < 600; ++stay) {
        job.preempted = stay;
        auto const found = progress.at(job, job.started + minutes{105});
        job.interruptions += static_cast<std::uint32_t>(found.interruptions);
        interruptions += static_cast<std::int64_t>(found.interruptions);
    }
    CHECK(interruptions > 275);
    CHECK(interruptions < 425);
}
