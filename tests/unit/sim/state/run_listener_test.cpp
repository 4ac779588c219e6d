#include "sim/state/run_listener.hpp"

#include "sim/state/state.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using state::State;

namespace {

struct RunNotices final : state::RunListener {
    void job_arrived(SimTime now, state::Job const& job) override {
        CHECK(job.phase == state::JobPhase::waiting);
        arrived.push_back(now);
    }
    void job_started(SimTime, state::Job const& job) override {
        CHECK(job.phase == state::JobPhase::running);
        ++started;
    }
    void storage_resized(SimTime, SiteId, std::int64_t by) override { storage += by; }
    void service_resized(SimTime, SiteId, std::int64_t by) override { replicas += by; }
    std::vector<SimTime> arrived;
    int started{0};
    std::int64_t storage{0}, replicas{0};
};

struct Tracing final : state::RunListener {
    [[nodiscard]] bool traces_decisions() const override { return true; }
};

}  // namespace

TEST_CASE("every listener hears of a change after it, by whoever makes it", "[state]") {
    Scenario scenario = testing::one_site(8, std::chrono::hours{1});
    scenario.sites[SiteId{0}].storage = Bytes{10};
    RunNotices first;
    RunNotices second;
    std::vector<state::RunListener*> const listeners{&first};
    State state{scenario, listeners};
    state.listeners.add(second);
    JobDescription what;
    what.workload_class = ClassId{0};
    JobId const id = state.jobs.add(what, SimTime{Duration{3}});
    state.jobs.start(id, SimTime{Duration{4}});
    state.reserve_storage(SiteId{0}, Bytes{10});
    CHECK(state.allocate_storage(SimTime{}, SiteId{0}, Bytes{10}));
    CHECK_FALSE(
        state.allocate_storage(SimTime{}, SiteId{0}, Bytes{1}));  // nothing changes, so nothing is heard
    state.release_storage(SimTime{}, SiteId{0}, Bytes{3});
    state.resize_service(SimTime{}, PoolId{0}, 5000);
    state.resize_service(SimTime{}, PoolId{0}, -2000);
    for (RunNotices const* heard : {&first, &second}) {
        CHECK(heard->arrived == std::vector{SimTime{Duration{3}}});
        CHECK(heard->started == 1);
        CHECK(heard->storage == 7);
        CHECK(heard->replicas == 3000);
    }
}

TEST_CASE("decisions are traced if a listener asks for it", "[state]") {
    state::RunListeners listeners;
    RunNotices plain;
    listeners.add(plain);
    CHECK_FALSE(listeners.trace_decisions());
    Tracing tracing;
    listeners.add(tracing);
    CHECK(listeners.trace_decisions());
}
